import { ArgsType, Field, ID, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { IsIn, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import {
  invitationRoles,
  invitationStates,
  locales,
  type InvitationRole,
  type Locale,
  type NewInvitation,
} from '#domain';
import { IdentityTakenType, OpenIdRefusedType } from '../auth/open-id.types.js';
import { EmailTakenType } from '../auth/sign-in.types.js';
import { connectionOf, PageArgs } from '../graphql/pagination.js';
import { NotAvailableType, RefusalType, WrongStateType } from '../graphql/refusal.types.js';
import { resultUnion } from '../graphql/result-union.js';
import { DateTimeScalar, UuidScalar } from '../graphql/scalars.js';
import { LinkInvalidType, TooManyMailsType } from './account.result.js';
import { AccountType } from './account.type.js';

const enumOf = (values: readonly string[]) => Object.fromEntries(values.map((value) => [value.toUpperCase(), value]));

export const InvitationRoleEnum = enumOf(invitationRoles);
registerEnumType(InvitationRoleEnum, {
  name: 'InvitationRole',
  description: 'What an invitation makes of whoever accepts it.',
  valuesMap: {
    OWNER: { description: 'Of a company: owner.' },
    MEMBER: { description: 'Of a company: member.' },
    ORGANIZER: { description: 'Of a forum: organizer.' },
    ASSISTANT: { description: 'Of a forum: assistant.' },
    ADMINISTRATOR: { description: 'Of the installation: administrator.' },
    NONE: { description: 'An account without a role yet.' },
  },
});

export const InvitationStateEnum = enumOf(invitationStates);
registerEnumType(InvitationStateEnum, {
  name: 'InvitationState',
  description: 'Whether the link of an invitation still opens something.',
  valuesMap: {
    OPEN: { description: 'Its link can be used.' },
    ACCEPTED: { description: 'Its link was used.' },
    WITHDRAWN: { description: 'It was taken back, or another one took its place.' },
    EXPIRED: { description: 'Its seven days are over.' },
  },
});

@ObjectType('Invitation', { description: 'An address that was asked to take a role.' })
export class InvitationType {
  @Field(() => ID, { description: 'UUID.' })
  id: string;

  @Field({ description: 'The invited address, lower case.' })
  email: string;

  @Field(() => InvitationRoleEnum, { description: 'The role.' })
  role: InvitationRole;

  @Field(() => ID, { nullable: true, description: 'The company of whose people it makes one.' })
  companyId: string | null;

  @Field(() => ID, { nullable: true, description: 'The forum of whose staff it makes one.' })
  forumId: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was sent.' })
  createdAt: Date;

  @Field(() => DateTimeScalar, { description: 'When its link ends.' })
  expiresAt: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was accepted.' })
  acceptedAt: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was withdrawn.' })
  withdrawnAt: Date | null;
}

export const InvitationConnection = connectionOf(InvitationType, 'Invitation');

@InputType({ description: 'Who is asked to become what.' })
export class InviteInput implements NewInvitation {
  @Field({ description: 'E-mail address, at most 254 characters.' })
  @IsString()
  @MaxLength(254)
  email: string;

  @Field(() => InvitationRoleEnum, { description: 'The role.' })
  @IsIn(invitationRoles)
  role: InvitationRole;

  @Field(() => UuidScalar, { nullable: true, description: 'The company, for OWNER and MEMBER only.' })
  @IsOptional()
  @IsUUID()
  companyId?: string | null;

  @Field(() => UuidScalar, { nullable: true, description: 'The forum, for ORGANIZER and ASSISTANT only.' })
  @IsOptional()
  @IsUUID()
  forumId?: string | null;

  @Field(() => String, { nullable: true, description: 'Language of the mail: en or zh. Default en.' })
  @IsOptional()
  @IsIn(locales)
  locale?: Locale | null;
}

@ArgsType()
export class InvitationsArgs extends PageArgs {
  @Field(() => UuidScalar, { nullable: true, description: 'Only those to this company.' })
  @IsOptional()
  @IsUUID()
  companyId?: string | null;

  @Field(() => UuidScalar, { nullable: true, description: 'Only those to the staff of this forum.' })
  @IsOptional()
  @IsUUID()
  forumId?: string | null;
}

@ObjectType('AlreadyMember', { implements: RefusalType, description: 'Who is invited has this role already.' })
export class AlreadyMemberType extends RefusalType {}

export const InviteResult = resultUnion({
  name: 'InviteResult',
  resultName: 'Invitation',
  result: InvitationType,
  refusals: [AlreadyMemberType, TooManyMailsType],
  description: 'The invitation, or why not.',
});

export const WithdrawInvitationResult = resultUnion({
  name: 'WithdrawInvitationResult',
  resultName: 'Invitation',
  result: InvitationType,
  refusals: [WrongStateType],
  description: 'The withdrawn invitation, or why not.',
});

export const AcceptInvitationResult = resultUnion({
  name: 'AcceptInvitationResult',
  resultName: 'Account',
  result: AccountType,
  refusals: [LinkInvalidType, EmailTakenType],
  description: 'The new account, or why not. `EmailTaken`: sign in, and use `joinByInvitation`.',
});

export const AcceptInvitationByIdentityResult = resultUnion({
  name: 'AcceptInvitationByIdentityResult',
  resultName: 'Account',
  result: AccountType,
  refusals: [LinkInvalidType, EmailTakenType, OpenIdRefusedType, IdentityTakenType, NotAvailableType],
  description: 'The new account, or why not. `EmailTaken`: sign in, and use `joinByInvitation`.',
});

export const JoinByInvitationResult = resultUnion({
  name: 'JoinByInvitationResult',
  resultName: 'Account',
  result: AccountType,
  refusals: [LinkInvalidType],
  description: 'My account with the new role, or why not.',
});
