import { readFileSync } from 'node:fs';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Request } from 'express';
import { linkPages, linkPurposes, locales, type Locale } from '#domain';
import { localeOf } from '../graphql/messages.js';
import { linkPageHeaders } from '../surface/security-headers.js';
import { renderLinkPage, type LinkPageFacts } from './link-page.html.js';

const assets = ['link-page.js', 'ask.js', 'link-page.css'];

/** Serves the pages that links in mails open, below `/account`. They hold nothing of anybody: the token stays in the browser. */
export function serveLinkPages(app: NestExpressApplication, facts: LinkPageFacts): void {
  const express = app.getHttpAdapter().getInstance();
  express.use('/account', linkPageHeaders());
  for (const name of assets) {
    const text = readFileSync(new URL(`./browser/${name}`, import.meta.url), 'utf8');
    express.get(`/account/assets/${name}`, (_request, response) => void response.type(name).send(text));
  }
  for (const purpose of linkPurposes) {
    const path = `/${linkPages[purpose]}`;
    const pages = Object.fromEntries(locales.map((locale) => [locale, renderLinkPage(purpose, locale, facts)]));
    express.get(path, (request, response, next) => {
      // With a slash at its end the page would look for its files one folder too deep.
      if (request.path !== path) return next();
      response.type('html').send(pages[askedLocale(request)]);
    });
  }
}

/** By `?lang=`, which the page offers, or else what the browser says. */
function askedLocale({ query, headers }: Request): Locale {
  return locales.find((locale) => locale === query['lang']) ?? localeOf(headers['accept-language']);
}
