import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';

const path = '/graphql';

/**
 * Answers 404 to a WebSocket upgrade on any path but the API's, and listens for errors on every upgraded socket: without a
 * listener a reset connection would end the process.
 */
export function guardUpgrades(server: Server): void {
  server.prependListener('upgrade', (request: IncomingMessage, socket: Duplex) => {
    socket.on('error', () => socket.destroy());
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname !== path) {
      request.url = '/not-found';
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    }
  });
}
