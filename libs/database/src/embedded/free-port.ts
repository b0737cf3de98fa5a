import { createServer, type AddressInfo } from 'node:net';

/**
 * `preferred` when nobody listens there on `host`, else any unused port. Somebody may take it before the caller does,
 * who then asks again.
 */
export async function findFreePort(preferred: number, host = '127.0.0.1'): Promise<number> {
  return (await tryPort(preferred, host)) ?? (await tryPort(0, host))!;
}

function tryPort(port: number, host: string): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, host, () => {
      const bound = (server.address() as AddressInfo).port;
      server.close(() => resolve(bound));
    });
  });
}
