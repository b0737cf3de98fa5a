import { requireNoFaults } from '../domain-error.js';
import { isPrintable } from '../text.js';

export const reasonLength = { min: 1, max: 1_000 } as const;

/** @throws BadInput when a decision is given without a reason that can be read */
export function requireReason(reason: string): void {
  const length = reason.trim().length;
  const isReason = length >= reasonLength.min && length <= reasonLength.max && isPrintable(reason, { hasLines: true });
  const allowed = `${reasonLength.min} to ${reasonLength.max} characters`;
  requireNoFaults(isReason ? [] : [{ field: 'reason', allowed }]);
}
