/** Runs `act` again and again in as many lanes for as many seconds; how many seconds it took until the last had ended. */
export async function runsFor(seconds: number, lanes: number, act: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  const isOver = (): boolean => performance.now() - startedAt >= seconds * 1000;
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      while (!isOver()) await act();
    }),
  );
  return (performance.now() - startedAt) / 1000;
}
