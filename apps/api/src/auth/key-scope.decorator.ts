import { SetMetadata } from '@nestjs/common';
import type { KeyScope as Scope } from '#domain';

export const KEY_SCOPE = 'trefoil:key-scope';

/** Opens an operation to API keys with this scope. Without it the guard refuses every key, whatever the operation's rule. */
export const KeyScope = (scope: Scope) => SetMetadata(KEY_SCOPE, scope);
