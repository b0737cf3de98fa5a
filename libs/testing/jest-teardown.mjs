/** Ends what jest-setup.mjs started, and waits until its files are gone. */
export default async function tearDown() {
  const server = globalThis.trefoilTestServer;
  if (!server?.connected) return;
  const ended = new Promise((resolve) => server.once('exit', resolve));
  server.ref();
  server.disconnect();
  await ended;
}
