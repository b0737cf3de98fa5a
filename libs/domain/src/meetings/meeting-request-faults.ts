import type { InputFault } from '../domain-error.js';

export const messageLength = { max: 2000 } as const;
export const requestReasonLength = { max: 1000 } as const;

export function faultsOfReason(reason: string | null): InputFault[] {
  const isFine = reason === null || (reason.trim() !== '' && reason.length <= requestReasonLength.max);
  return isFine ? [] : [{ field: 'reason', allowed: `1 to ${requestReasonLength.max} characters, or left out` }];
}

export function faultsOfMessage(message: string | undefined): InputFault[] {
  const isFine = message === undefined || message.length <= messageLength.max;
  return isFine ? [] : [{ field: 'message', allowed: `at most ${messageLength.max} characters` }];
}

export function faultsOfCompanies(companyId: string, otherCompanyIds: readonly string[]): InputFault[] {
  const count = otherCompanyIds.length;
  const areDifferent = new Set([companyId, ...otherCompanyIds]).size === count + 1;
  const isFine = areDifferent && (count === 1 || count === 2);
  return isFine
    ? []
    : [{ field: 'otherCompanyIds', allowed: 'one or two companies, different from each other and from yours' }];
}
