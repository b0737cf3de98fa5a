/**
 * Who is shown a field of an object. The guard asks at the operation alone; a field that is for fewer people than its object is
 * null, or left out, for everybody else, which its resolver or service decides.
 */
export const fieldRules = {
  asObject: 'Whoever may see the object.',
  companyMember: 'An owner or member of the company.',
  companyMemberOrAdministrator: 'An owner or member of the company, or an administrator.',
  participantOrForumStaff: 'A member of a company that is approved at the forum, or an organizer or assistant of it.',
  visibility: 'Whom the company lets see it; its own people always.',
  meetingParty: 'A member of a company that is a party.',
} as const;

export type FieldRule = keyof typeof fieldRules;

const FIELD_RULE = 'trefoil:field-rule';

/** Declares who is shown a field. Every resolver of a field declares it; a plain field without it is shown with its object. */
export const FieldAccess =
  (rule: FieldRule) =>
  (target: object, key: string | symbol): void =>
    Reflect.defineMetadata(FIELD_RULE, rule, target, key);

/** The rule of a field, by the prototype of the resolver or of the type that declares it. */
export const fieldRuleOf = (prototype: object, key: string): FieldRule | undefined =>
  Reflect.getMetadata(FIELD_RULE, prototype, key) as FieldRule | undefined;
