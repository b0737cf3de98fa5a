// Loaded into an api process that is fuzzed: tells over IPC how much its heap holds after a forced collection.
process.on('message', (message) => {
  if (message?.ask !== 'heap') return;
  globalThis.gc();
  globalThis.gc();
  process.send({ heapBytes: process.memoryUsage().heapUsed });
});
