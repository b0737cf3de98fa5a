/**
 * What the pages do that links in mails open. The token of a link stands after "#", which browsers send to no server. It is taken
 * out of the address bar at once, and goes to the API in the body of a request, only when the person asks for it: programs that
 * look through mails open links too, and must not confirm anything.
 *
 * Every text that a person reads stands in the page, or comes from the API.
 */

import { ask } from './ask.js';

/**
 * @typedef {import('./ask.js').Answer} Answer
 * @typedef {import('./ask.js').Failure} Failure
 * @typedef {HTMLInputElement | HTMLSelectElement} Field
 */

const page = find(document, 'main');
const token = takeToken();
/** Of a sign-in that waits for its code. */
let challenge = '';

/** @type {Record<string, (values: Record<string, string>) => Promise<Answer>>} */
const operations = {
  confirmEmail: () => ask('confirmEmail', { token }),
  resetPassword: ({ password }) => ask('resetPassword', { token, password }),
  verifySignUp: () => ask('verifySignUp', { token }),
  acceptInvitation: (person) => ask('acceptInvitation', { input: { ...person, token } }),
  joinByInvitation: signInAndJoin,
};

/**
 * @param {ParentNode} within
 * @param {string} selector of an element that the page has
 * @returns {HTMLElement}
 */
function find(within, selector) {
  return /** @type {HTMLElement} */ (within.querySelector(selector));
}

/** @returns {string | null} null for a link that was cut, or opened without its end */
function takeToken() {
  const { hash, pathname, search } = location;
  history.replaceState(null, '', pathname + search);
  const given = hash.slice(1);
  return /^[\w-]+$/.test(given) && given.length === Number(page.dataset.tokenLength) ? given : null;
}

/**
 * Joins with the account of the invited address. The sign-in serves this alone, and ends with it.
 *
 * @param {Record<string, string>} values
 * @returns {Promise<Answer>}
 */
async function signInAndJoin({ email, password, code }) {
  const answer = challenge
    ? await ask('completeSignIn', { input: { challenge, code } })
    : await ask('signIn', { input: { email, password } });
  const { result } = answer;
  if (result?.code === 'SECOND_FACTOR_NEEDED') challenge = result.challenge ?? '';
  if (result?.code === 'SIGN_IN_ENDED') challenge = '';
  showCodeField();
  if (!result?.accessToken) return answer;

  const joined = await ask('joinByInvitation', { token }, result.accessToken);
  await ask('signOut', { refreshToken: result.refreshToken });
  challenge = '';
  showCodeField();
  return joined;
}

function showCodeField() {
  find(page, '[data-code]').hidden = challenge === '';
}

/**
 * Those that the person can fill in now.
 *
 * @param {HTMLFormElement} form
 * @returns {Field[]}
 */
function fieldsOf(form) {
  const all = /** @type {NodeListOf<Field>} */ (form.querySelectorAll('input, select'));
  return [...all].filter((field) => !field.closest('[hidden]'));
}

/**
 * @param {Field} field
 * @returns {boolean}
 */
function isRight({ value, dataset }) {
  if (dataset.sameAs) return value === /** @type {Field} */ (find(document, `#${dataset.sameAs}`)).value;
  const { length } = dataset.trimmed === undefined ? value : value.trim();
  return length >= Number(dataset.min) && length <= Number(dataset.max);
}

/**
 * Says beside the field what is wrong with it, or with "" that nothing is.
 *
 * @param {Field} field
 * @param {string} text
 */
function tellField(field, text) {
  find(document, `#${field.id}-fault`).textContent = text;
  field.setAttribute('aria-invalid', String(text !== ''));
}

/**
 * @param {HTMLFormElement} form
 * @param {Field[]} wrong
 * @returns {boolean} whether there are any
 */
function tellFields(form, wrong) {
  for (const field of fieldsOf(form)) tellField(field, wrong.includes(field) ? (field.dataset.fault ?? '') : '');
  wrong[0]?.focus();
  return wrong.length > 0;
}

/**
 * @param {HTMLFormElement} form
 * @param {string} text
 */
function tellForm(form, text) {
  find(form, '[data-trouble]').textContent = text;
}

/**
 * @param {'ask' | 'done' | 'refused' | 'incomplete'} name
 */
function show(name) {
  for (const step of /** @type {NodeListOf<HTMLElement>} */ (page.querySelectorAll('[data-step]'))) {
    step.hidden = step.dataset.step !== name;
  }
  if (name !== 'ask') find(page, `[data-step="${name}"] h2`).focus();
}

/**
 * @param {HTMLFormElement} form
 * @param {Failure} failure
 */
function showFailure(form, { code, faults = [], retryAfterSeconds, requestId }) {
  const names = faults.map(({ field }) => field.split('.').at(-1));
  const wrong = fieldsOf(form).filter(({ name }) => names.includes(name));
  if (tellFields(form, wrong)) return;
  const { tooMany = '', unreachable = '', failed = '' } = page.dataset;
  if (code === 'RATE_LIMITED') tellForm(form, tooMany.replace('{seconds}', String(retryAfterSeconds)));
  else if (code === 'UNAVAILABLE') tellForm(form, unreachable);
  else tellForm(form, failed.replace('{requestId}', String(requestId)));
}

/**
 * @param {HTMLFormElement} form
 * @param {string} code
 * @param {string} message in the person's language
 */
function showRefusal(form, code, message) {
  const next = page.querySelector(`[data-step="refused"] [data-next="${code}"]`);
  const isJoining = form.dataset.operation === 'joinByInvitation';
  if (code === 'EMAIL_TAKEN' && !next) {
    const own = /** @type {HTMLFormElement} */ (find(page, '[data-operation="joinByInvitation"]'));
    /** @type {HTMLDetailsElement} */ (own.closest('details')).open = true;
    tellForm(own, message);
    fieldsOf(own)[0]?.focus();
  } else if (code === 'SECOND_FACTOR_NEEDED' || code === 'WRONG_CODE') {
    const field = /** @type {Field} */ (find(form, '[data-code] input'));
    if (code === 'WRONG_CODE') tellField(field, message);
    field.focus();
  } else if (isJoining || !next) {
    // The link may be good, and this account not the invited one.
    tellForm(form, code === 'LINK_INVALID' ? `${message} ${page.dataset.otherAddress}` : message);
  } else {
    find(page, '[data-message]').textContent = message;
    next.toggleAttribute('hidden', false);
    show('refused');
  }
}

/** @param {HTMLFormElement} form */
async function send(form) {
  if (form.hasAttribute('aria-busy')) return;
  tellForm(form, '');
  const wrong = fieldsOf(form).filter((field) => !isRight(field));
  if (tellFields(form, wrong)) return;

  form.setAttribute('aria-busy', 'true');
  const values = /** @type {Record<string, string>} */ (Object.fromEntries(new FormData(form)));
  const { result, failure } = await /** @type {(typeof operations)[string]} */ (
    operations[form.dataset.operation ?? '']
  )(values);
  form.removeAttribute('aria-busy');

  if (failure) return showFailure(form, failure);
  if (result?.code) return showRefusal(form, result.code, result.message ?? '');
  for (const place of page.querySelectorAll('[data-email]')) place.textContent = result?.email ?? '';
  show('done');
}

/** Where the person lives, as far as the browser knows; the list of the page may spell it differently. */
function presetTimeZone() {
  const select = /** @type {HTMLSelectElement | null} */ (document.querySelector('[name="timeZone"]'));
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  if (!select || !timeZone) return;
  select.value = timeZone;
  if (select.value === timeZone) return;
  select.add(new Option(timeZone, timeZone), 0);
  select.value = timeZone;
}

for (const form of page.querySelectorAll('form')) {
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void send(form);
  });
  form.addEventListener('input', ({ target }) => {
    const field = /** @type {Field} */ (target);
    tellField(field, '');
    // Another account than the one whose code is awaited.
    if (field.name === 'email' || (field.name === 'password' && challenge)) challenge = '';
    if (form.dataset.operation === 'joinByInvitation') showCodeField();
  });
}
const otherLanguage = find(document, '[data-language]');
otherLanguage.addEventListener('click', (event) => {
  event.preventDefault();
  // The page in the other language takes the token as this one did.
  location.replace(`${otherLanguage.getAttribute('href')}#${token ?? ''}`);
});
// Another link of the same page, opened in this tab: the browser loads nothing anew for what stands after "#".
addEventListener('hashchange', () => location.reload());
presetTimeZone();
show(token === null ? 'incomplete' : 'ask');
