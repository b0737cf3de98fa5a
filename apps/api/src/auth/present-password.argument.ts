import { freshSignInMinutes, passwordLength } from '#domain';

/** How people say that they own the account. Accounts without a password leave it out. */
export const presentPasswordArgument = {
  type: () => String,
  nullable: true,
  description: `My password, at most ${passwordLength.max} characters. An account that has none leaves it out and signs in anew within the ${freshSignInMinutes} minutes before.`,
};
