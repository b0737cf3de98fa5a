import { SetMetadata } from '@nestjs/common';
import type { KeyScope as Scope } from '#domain';

export const KEY_SCOPE = 'trefoil:key-scope';

/** `none` of the scopes opens it: an operation for people alone. */
export type DeclaredScope = Scope | 'none';

/**
 * Says which API keys may use an operation: those with this scope. Every operation that is not for anyone declares it; the guard
 * refuses every key where it is missing.
 */
export const KeyScope = (scope: DeclaredScope) => SetMetadata(KEY_SCOPE, scope);
