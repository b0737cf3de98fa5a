import { Refusal } from '../refusal.js';

/** Wrong password and unknown e-mail read the same. */
export class InvalidCredentials extends Refusal {
  readonly code = 'INVALID_CREDENTIALS';
}

/** The account has no password, and the sign-in that asks began too long ago to take its place. */
export class FreshSignInNeeded extends Refusal {
  readonly code = 'FRESH_SIGN_IN_NEEDED';
  constructor(readonly withinMinutes: number) {
    super();
  }
}

/** Too many wrong guesses; nothing was looked at. Reads the same whether or not what was guessed exists. */
export class TooManyAttempts extends Refusal {
  readonly code = 'TOO_MANY_ATTEMPTS';
  constructor(readonly retryAfterSeconds: number) {
    super();
  }
}

/** The password is right, and the account asks for a code too. */
export class SecondFactorNeeded extends Refusal {
  readonly code = 'SECOND_FACTOR_NEEDED';
  constructor(
    readonly challenge: string,
    readonly expiresAt: Date,
  ) {
    super();
  }
}

/** Wrong, too old, or used before. */
export class WrongCode extends Refusal {
  readonly code = 'WRONG_CODE';
}

/** Nobody has linked this identity to an account. */
export class IdentityNotLinked extends Refusal {
  readonly code = 'IDENTITY_NOT_LINKED';
}

/** Somebody else has linked this identity to an account. */
export class IdentityTaken extends Refusal {
  readonly code = 'IDENTITY_TAKEN';
}

export class TooManyApiKeys extends Refusal {
  readonly code = 'TOO_MANY_API_KEYS';
  constructor(readonly max: number) {
    super();
  }
}

/** The refresh token is unknown, expired, ended, or was used before (which ends all that descend from its sign-in). */
export class SignInEnded extends Refusal {
  readonly code = 'SIGN_IN_ENDED';
}

/** The set-up link is unknown, expired or used. */
export class SetupLinkInvalid extends Refusal {
  readonly code = 'SETUP_LINK_INVALID';
}

export class EmailTaken extends Refusal {
  readonly code = 'EMAIL_TAKEN';
}
