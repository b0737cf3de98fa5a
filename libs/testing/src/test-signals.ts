import { Signals } from '#jobs';
import { createLogger } from '#logging';

/** Signals through a test's own database, for services made by hand. Close them before the database. */
export function openTestSignals({ url }: { url: string }): Signals {
  return new Signals({ backend: 'postgres', url }, createLogger({ processName: 'test', level: 'fatal' }));
}
