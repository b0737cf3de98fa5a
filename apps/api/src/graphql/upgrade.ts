import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

export const subscriptionPath = '/graphql';

const statusTexts = { 403: 'Forbidden', 404: 'Not Found', 429: 'Too Many Requests' } as const;
export type UpgradeRefusal = keyof typeof statusTexts;

/**
 * Why a WebSocket is not opened, by what it asks for: another path, or a page of another origin. Browsers let any page open a
 * WebSocket to anywhere; the header that names the page cannot be forged by it.
 */
export function refuseUpgrade(request: IncomingMessage, corsOrigins: readonly string[]): UpgradeRefusal | null {
  // Not by URL, which throws for what some clients send as a path.
  if ((request.url ?? '').split('?')[0] !== subscriptionPath) return 404;
  const { origin, host } = request.headers;
  if (origin === undefined || corsOrigins.includes(origin)) return null;
  const isOwn = URL.canParse(origin) && new URL(origin).host === host?.toLowerCase();
  return isOwn ? null : 403;
}

/** Answers and ends the connection, also where the other end would leave it half open. */
export function answerUpgrade(socket: Duplex, status: UpgradeRefusal, headers: Record<string, string> = {}): void {
  const lines = Object.entries({ ...headers, Connection: 'close', 'Content-Length': '0' });
  socket.once('finish', () => socket.destroy());
  socket.end(
    [`HTTP/1.1 ${status} ${statusTexts[status]}`, ...lines.map(([name, value]) => `${name}: ${value}`), '', ''].join(
      '\r\n',
    ),
  );
}
