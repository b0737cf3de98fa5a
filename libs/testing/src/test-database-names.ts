/** Migrated once in a test run, then copied. */
export const templateDatabase = 'trefoil_template';

/** What the application signs in with on the server where the owner signs in with `ownerUrl`. */
export function applicationUrlOf(ownerUrl: string): string {
  const url = new URL(ownerUrl);
  url.username = 'trefoil_app';
  url.password = 'only-for-tests';
  return url.href;
}
