import { Injectable } from '@nestjs/common';
import { TooManyAttempts } from './sign-in.refusals.js';

const windowMs = 60_000;
const maxFailures = 10;
const maxKeys = 100_000;

/**
 * Counts failed sign-ins per e-mail and address together, so that nobody can lock somebody else out from another address.
 * Kept in this process: with several api processes the limit is per process.
 */
@Injectable()
export class SignInAttempts {
  private readonly failures = new Map<string, { count: number; since: number }>();

  refuse(key: string, now: Date): TooManyAttempts | null {
    const entry = this.failures.get(key);
    if (!entry) return null;
    const endsAt = entry.since + windowMs;
    if (endsAt <= now.getTime()) {
      this.failures.delete(key);
      return null;
    }
    return entry.count >= maxFailures ? new TooManyAttempts(Math.ceil((endsAt - now.getTime()) / 1000)) : null;
  }

  recordFailure(key: string, now: Date): void {
    const entry = this.failures.get(key);
    if (entry) entry.count += 1;
    else {
      // The oldest key leaves when the table is full: bounded memory matters more than one attacker's count.
      if (this.failures.size >= maxKeys) this.failures.delete(this.failures.keys().next().value!);
      this.failures.set(key, { count: 1, since: now.getTime() });
    }
  }

  recordSuccess(key: string): void {
    this.failures.delete(key);
  }
}
