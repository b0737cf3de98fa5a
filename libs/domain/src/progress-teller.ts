import { Logger } from '@nestjs/common';

const logger = new Logger('Progress');

/**
 * Tells shares of a long work, one telling at a time; those that come meanwhile are left out. Progress that cannot be told, in
 * an outage for one, goes to the log and ends nothing: the work itself finds out.
 */
export function progressTeller(tell: (share: number) => Promise<void>): (share: number) => void {
  let isTelling = false;
  return (share) => {
    if (isTelling) return;
    isTelling = true;
    tell(share)
      .catch((error: unknown) => logger.warn(`Progress is not shown: ${String(error)}`))
      .finally(() => (isTelling = false));
  };
}
