/** How long a process may take to finish what it is doing once its parent is gone. */
const graceMs = 10_000;

/**
 * Ends this process when the one that started it over an IPC channel vanishes, even by `kill -9`: first as by SIGTERM,
 * so that its shutdown hooks run, then for good. Does nothing in a process that has no such parent.
 */
export function exitWithParent(): void {
  if (!process.send) return;
  const leave = () => {
    setTimeout(() => process.exit(1), graceMs).unref();
    process.kill(process.pid, 'SIGTERM');
  };
  if (!process.connected) return leave(); // gone while we started
  process.once('disconnect', leave);
  // Listening for the end of the channel must not be what keeps the process alive.
  process.channel?.unref();
}
