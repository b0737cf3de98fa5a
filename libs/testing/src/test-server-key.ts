/** The secret of every installation that a test makes. */
export const testServerKey = 'a server key for tests, more than thirty-two bytes';
