import { describe, expect, it } from '@jest/globals';
import { isTimeZone } from '#calendar';
import { displayNameLength, linkPurposes, linkTokenLength, locales, passwordLength } from '#domain';
import { html } from './html.js';
import { renderLinkPage } from './link-page.html.js';

const all = linkPurposes.flatMap((purpose) =>
  locales.map((locale) => ({ purpose, locale, page: renderLinkPage(purpose, locale, { hasGraphiql: true }) })),
);
const allOf = (page: string, pattern: RegExp): string[] => [...page.matchAll(pattern)].map((match) => match[1]!);

describe('the pages of links', () => {
  it.each(all)('name each field of $purpose in $locale, and where its faults are told', ({ page }) => {
    const ids = allOf(page, / id="([^"]+)"/g);
    expect(new Set(ids).size).toBe(ids.length);
    const fields = allOf(page, /<(?:input|select) [^>]*?\bid="([^"]+)"/g);
    expect(allOf(page, /<label for="([^"]+)"/g)).toEqual(fields);
    const described = allOf(page, /aria-describedby="([^"]+)"/g).flatMap((list) => list.split(' '));
    expect(described.length).toBeGreaterThanOrEqual(fields.length);
    expect(ids).toEqual(expect.arrayContaining(described));
  });

  it.each(all)(
    'do nothing in $purpose in $locale that their policy forbids, nor name anything by a path from the root',
    ({ page }) => {
      expect(page).toContain('<script type="module" src="assets/link-page.js"></script>');
      expect(page).not.toMatch(/<script(?![^>]* src=)|<style|\son\w+=|\sstyle=|javascript:|https?:|<img|<base/);
      const targets = allOf(page, /\b(?:href|src|action)="([^"]*)"/g);
      expect(targets.filter((target) => !/^(assets\/|\?lang=|\.\.\/graphiql$)/.test(target))).toEqual([]);
    },
  );

  it.each(all)(
    'tell whoever has no script what to do, and show nothing that needs one ($purpose, $locale)',
    ({ page }) => {
      expect(page).toMatch(/<noscript><p[^>]*>[^<]*JavaScript[^<]*<\/p><\/noscript>/);
      const steps = page.match(/<section [^>]*>[^]*?<\/section>/g)!;
      expect(steps).toHaveLength(4);
      expect(steps.filter((step) => !/^<section [^>]*\bhidden>/.test(step))).toEqual([]);
      expect(steps.reduce((rest, step) => rest.replace(step, ''), page)).not.toMatch(/<form|<button|<input/);
    },
  );

  it('speak one language, and offer the other in its own words', () => {
    for (const { locale, page } of all) {
      const withoutOffers = page.replace(/<a [^>]*data-language>[^<]*<\/a>|<option [^>]*>[^<]*<\/option>/g, '');
      expect([locale, page.includes(`<html lang="${locale}">`), /\p{Script=Han}/u.test(withoutOffers)]).toEqual([
        locale,
        true,
        locale === 'zh',
      ]);
    }
  });

  it('take lengths from the domain', () => {
    const page = renderLinkPage('invitation', 'en', { hasGraphiql: false });
    expect(page).toContain(`data-token-length="${linkTokenLength}"`);
    for (const [name, { min, max }] of Object.entries({ displayName: displayNameLength, password: passwordLength })) {
      expect(page).toMatch(new RegExp(`name="${name}"[^>]* data-min="${min}" data-max="${max}"`));
    }
    expect(page).not.toContain('graphiql');
  });

  it('offer no time zone that an account cannot have', () => {
    const page = renderLinkPage('invitation', 'en', { hasGraphiql: false });
    const zones = allOf(page.slice(page.indexOf('id="timeZone"')), /<option value="([^"]+)"/g);
    expect(zones.length).toBeGreaterThan(300);
    expect(zones.filter((zone) => !isTimeZone(zone))).toEqual([]);
  });
});

describe('html', () => {
  it('escapes all that is not HTML already', () => {
    const text = `<b title="a">'&`;
    expect(html`<p title="${text}">${text}${[html`<i>${1}</i>`]}</p>`.text).toBe(
      '<p title="&lt;b title=&quot;a&quot;&gt;&#39;&amp;">&lt;b title=&quot;a&quot;&gt;&#39;&amp;<i>1</i></p>',
    );
  });
});
