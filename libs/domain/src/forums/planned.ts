import type { InputFault } from '../domain-error.js';

/** Either every fault of what was asked, or what it stands for. */
export type Planned<T> = { faults: InputFault[]; plan: null } | { faults: []; plan: T };
