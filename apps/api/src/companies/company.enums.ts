import { registerEnumType } from '@nestjs/graphql';

export const CompanyKindEnum = { FIRM: 'firm', PUBLIC_BODY: 'public_body', BANK: 'bank' } as const;

registerEnumType(CompanyKindEnum, {
  name: 'CompanyKind',
  description: 'What kind of body it is.',
  valuesMap: {
    FIRM: { description: 'A company.' },
    PUBLIC_BODY: { description: 'A ministry, authority, agency or public utility.' },
    BANK: { description: 'A bank or other financial institution.' },
  },
});

export const CompanyStateEnum = {
  INCOMPLETE: 'incomplete',
  SUBMITTED: 'submitted',
  APPROVED: 'approved',
  RETURNED: 'returned',
} as const;

registerEnumType(CompanyStateEnum, {
  name: 'CompanyState',
  description: 'Where the review of a profile stands.',
  valuesMap: {
    INCOMPLETE: { description: 'Not submitted yet.' },
    SUBMITTED: { description: 'Waits for review; what was approved before stays visible.' },
    APPROVED: { description: 'Visible as it is.' },
    RETURNED: { description: 'Returned with a reason; what was approved before stays visible.' },
  },
});

export const CompanyRoleEnum = { OWNER: 'owner', MEMBER: 'member' } as const;

registerEnumType(CompanyRoleEnum, {
  name: 'CompanyRole',
  description: 'What a person may do for a company.',
  valuesMap: {
    OWNER: { description: 'Everything, members included.' },
    MEMBER: { description: 'Everything but members and archiving.' },
  },
});
