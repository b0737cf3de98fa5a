import { displayNameLength, linkTokenLength, locales, passwordLength, type LinkPurpose, type Locale } from '#domain';
import { html, type Html } from './html.js';
import { linkPageTexts, type FieldText, type FieldTexts, type LinkPageTexts } from './link-page.texts.js';

/** Facts of the installation that the pages tell. */
export interface LinkPageFacts {
  hasGraphiql: boolean;
}

const operations: Record<LinkPurpose, string> = {
  'email-verification': 'confirmEmail',
  invitation: 'acceptInvitation',
  'password-reset': 'resetPassword',
  'sign-up-verification': 'verifySignUp',
};

const languageNames: Record<Locale, string> = { en: 'English', zh: '中文' };

/** More than any address or code has; whether it is one, the API says. */
const anyLength = { min: 1, max: 1_000 };

/**
 * The page that a link of this purpose opens. It says all that a person may come to read there, most of it hidden until the
 * script shows it, and names nothing by a path from the root: the installation may be published below one.
 */
export function renderLinkPage(purpose: LinkPurpose, locale: Locale, { hasGraphiql }: LinkPageFacts): string {
  const texts = linkPageTexts[locale];
  const { common, invitation } = texts;
  const { heading, lead, done, next } = texts.purposes[purpose];
  const other = locales.find((one) => one !== locale)!;
  const mayThenSignIn = purpose !== 'sign-up-verification';
  return html`<!doctype html>
    <html lang="${locale}">
      <head>
        <meta charset="utf-8" />
        <title>${heading} · Trefoil</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <meta name="color-scheme" content="light dark" />
        <link rel="stylesheet" href="assets/link-page.css" />
        <script type="module" src="assets/link-page.js"></script>
      </head>
      <body>
        <header>
          <p class="name">${leaf} Trefoil</p>
          <a href="?lang=${other}" lang="${other}" hreflang="${other}" data-language>${common.otherLanguage}</a>
        </header>
        <main
          data-token-length="${linkTokenLength}"
          data-unreachable="${common.unreachable}"
          data-too-many="${common.tooMany}"
          data-failed="${common.failed}"
          data-other-address="${invitation.otherAddress}"
        >
          <h1>${heading}</h1>
          <noscript><p class="trouble">${common.withoutScript}</p></noscript>
          <section data-step="ask" hidden>
            <p>${lead}</p>
            ${formsOf(purpose, texts, locale)}
          </section>
          <section data-step="done" role="status" hidden>
            <h2 tabindex="-1">${done.heading}</h2>
            <p>${done.text} <strong data-email></strong></p>
            ${mayThenSignIn && hasGraphiql ? html`<p><a href="../graphiql">${common.graphiql}</a></p>` : ''}
          </section>
          <section data-step="refused" role="alert" hidden>
            <h2 tabindex="-1">${common.refused}</h2>
            <p data-message></p>
            ${Object.entries(next).map(([code, text]) => html`<p data-next="${code}" hidden>${text}</p>`)}
          </section>
          <section data-step="incomplete" role="alert" hidden>
            <h2 tabindex="-1">${common.incomplete.heading}</h2>
            <p>${common.incomplete.text(linkTokenLength)}</p>
          </section>
        </main>
      </body>
    </html>`.text.replace(/\n\s+/g, '\n');
}

const leaf = html`<svg viewBox="0 0 24 24" width="24" height="24" aria-hidden="true" fill="currentColor">
  <circle cx="12" cy="7" r="5" />
  <circle cx="7" cy="15" r="5" />
  <circle cx="17" cy="15" r="5" />
</svg>`;

function formsOf(purpose: LinkPurpose, texts: LinkPageTexts, locale: Locale): Html {
  const fields = texts.fields({ displayName: displayNameLength, password: passwordLength });
  if (purpose === 'invitation') return invitationForms(texts, fields, locale);
  const inputs = purpose === 'password-reset' ? newPassword(fields) : [];
  return form(operations[purpose], texts.purposes[purpose].button, inputs);
}

function invitationForms(texts: LinkPageTexts, fields: FieldTexts, locale: Locale): Html {
  const { newAccount, ownAccount, join } = texts.invitation;
  const languages = locales.map((value) => ({ value, label: languageNames[value] }));
  const name = { name: 'displayName', type: 'text', autocomplete: 'name', 'data-trimmed': '' };
  const person = [
    input('display-name', fields.displayName, { ...name, ...lengths(displayNameLength) }),
    ...newPassword(fields),
    select('locale', fields.locale, languages, locale),
    select('timeZone', fields.timeZone, timeZones(), 'UTC'),
  ];
  const email = { name: 'email', type: 'email', autocomplete: 'username' };
  const password = { name: 'password', type: 'password', autocomplete: 'current-password' };
  const code = { name: 'code', type: 'text', autocomplete: 'one-time-code' };
  const account = [
    input('email', fields.email, { ...email, ...lengths(anyLength) }),
    input('own-password', fields.ownPassword, { ...password, ...lengths(anyLength) }),
    html`<div data-code hidden>${input('code', fields.code, { ...code, ...lengths(anyLength) })}</div>`,
  ];
  return html`<details name="way" open>
      <summary>${newAccount}</summary>
      ${form(operations.invitation, texts.purposes.invitation.button, person)}
    </details>
    <details name="way">
      <summary>${ownAccount}</summary>
      ${form('joinByInvitation', join, account)}
    </details>`;
}

function newPassword(fields: FieldTexts): Html[] {
  const attributes = { type: 'password', autocomplete: 'new-password' };
  return [
    input('new-password', fields.password, { ...attributes, name: 'password', ...lengths(passwordLength) }),
    input('new-password-again', fields.passwordAgain, { ...attributes, 'data-same-as': 'new-password' }),
  ];
}

/** Not `maxlength`, with which a browser cuts off what is too long, and a password that was pasted is another one. */
const lengths = ({ min, max }: { min: number; max: number }): Record<string, string> => ({
  'data-min': String(min),
  'data-max': String(max),
});

function form(operation: string, button: string, fields: Html[]): Html {
  // The browser's own words would be in its language, and not in that of the page.
  return html`<form data-operation="${operation}" novalidate>
    ${fields}
    <p class="trouble" role="alert" data-trouble></p>
    <button type="submit">${button}</button>
  </form>`;
}

function input(id: string, text: FieldText, attributes: Record<string, string>): Html {
  const all = attributesOf({ id, ...attributes, ...described(id, text) });
  return field(id, text, html`<input required spellcheck="false" ${all} />`);
}

interface Choice {
  value: string;
  label: string;
}

function select(name: string, text: FieldText, choices: Choice[], chosen: string): Html {
  const options = choices.map(({ value, label }) => {
    const attributes = attributesOf({ value, ...(value === chosen ? { selected: '' } : {}) });
    return html`<option ${attributes}>${label}</option>`;
  });
  const all = attributesOf({ id: name, name, ...lengths(anyLength), ...described(name, text) });
  return field(
    name,
    text,
    html`<select ${all}>
      ${options}
    </select>`,
  );
}

function described(id: string, { hint, fault }: FieldText): Record<string, string> {
  return { 'data-fault': fault, 'aria-describedby': `${hint ? `${id}-hint ` : ''}${id}-fault` };
}

function attributesOf(values: Record<string, string>): Html[] {
  return Object.entries(values).map(([name, value]) => html`${name}="${value}" `);
}

function field(id: string, { label, hint }: FieldText, control: Html): Html {
  return html`<div class="field">
    <label for="${id}">${label}</label>
    ${hint ? html`<p class="hint" id="${id}-hint">${hint}</p>` : ''} ${control}
    <p class="trouble" id="${id}-fault" role="alert"></p>
  </div>`;
}

/** All that this Node knows, UTC first: it stands for whoever does not choose. */
function timeZones(): Choice[] {
  const named = Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC');
  return ['UTC', ...named].map((value) => ({ value, label: value.replaceAll('_', ' ') }));
}
