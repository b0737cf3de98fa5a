import type { RequestHandler } from 'express';
import helmet from 'helmet';

/** Nothing may be embedded, submitted or based elsewhere, whatever a page loads. */
const closed = {
  defaultSrc: ["'none'"],
  baseUri: ["'none'"],
  formAction: ["'none'"],
  frameAncestors: ["'none'"],
};

/** The API's own answers are data: a browser that shows one as a page loads nothing for it and runs nothing in it. */
export function answerHeaders(): RequestHandler {
  const security = helmet({
    contentSecurityPolicy: { useDefaults: false, directives: closed },
    xFrameOptions: { action: 'deny' },
    crossOriginEmbedderPolicy: true,
    referrerPolicy: { policy: 'no-referrer' },
  });
  return (request, response, next) => {
    response.setHeader('permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=(), usb=()');
    // Answers speak to one person; what may be kept says so itself.
    response.setHeader('cache-control', 'no-store');
    security(request, response, next);
  };
}

/**
 * GraphiQL runs scripts of its own files alone, and speaks with this API alone ('self' includes its WebSockets). Its editors
 * write style elements, which a policy cannot tell from others; and it draws icons from data: URLs.
 */
export function graphiqlHeaders(): RequestHandler {
  return helmet.contentSecurityPolicy({
    useDefaults: false,
    directives: {
      ...closed,
      scriptSrc: ["'self'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:'],
      fontSrc: ["'self'", 'data:'],
      connectSrc: ["'self'"],
    },
  });
}

/** The pages that links in mails open: a script and a style sheet of their own, and requests to this API alone. */
export function linkPageHeaders(): RequestHandler {
  return helmet.contentSecurityPolicy({
    useDefaults: false,
    directives: { ...closed, scriptSrc: ["'self'"], styleSrc: ["'self'"], connectSrc: ["'self'"] },
  });
}
