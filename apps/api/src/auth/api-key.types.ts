import { Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsDate,
  IsEnum,
  IsOptional,
  IsString,
  IsUUID,
  Length,
} from 'class-validator';
import { keyNameLength, type KeyScope } from '#domain';
import { RefusalType } from '../graphql/refusal.types.js';
import { resultUnion } from '../graphql/result-union.js';
import { DateTimeScalar, UuidScalar } from '../graphql/scalars.js';

export enum KeyScopeEnum {
  READ_DIRECTORY = 'directory:read',
  READ_MATCHES = 'matches:read',
  READ_MEETINGS = 'meetings:read',
  BOOK_MEETINGS = 'meetings:book',
  READ_SCHEDULE = 'schedule:read',
}
registerEnumType(KeyScopeEnum, {
  name: 'KeyScope',
  description: 'What a key is good for; docs/permissions.md lists the operations of each.',
  valuesMap: {
    READ_DIRECTORY: { description: 'Search the directory; companies and forums in public.' },
    READ_MATCHES: { description: 'The match requests of the company.' },
    READ_MEETINGS: { description: 'The meeting requests, meetings and agenda of the company.' },
    BOOK_MEETINGS: { description: 'Book, move and cancel meetings for the company.' },
    READ_SCHEDULE: { description: 'The meetings, participations and drafts of the forum.' },
  },
});

@InputType({ description: 'A key for a program, of a company or of a forum.' })
export class CreateApiKeyInput {
  @Field(() => UuidScalar, { nullable: true, description: 'The company it acts for; either this or `forumId`.' })
  @IsOptional()
  @IsUUID()
  companyId?: string;

  @Field(() => UuidScalar, { nullable: true, description: 'The forum it acts for; either this or `companyId`.' })
  @IsOptional()
  @IsUUID()
  forumId?: string;

  @Field({ description: `What it is for, ${keyNameLength.min} to ${keyNameLength.max} characters.` })
  @IsString()
  @Length(keyNameLength.min, keyNameLength.max)
  name: string;

  @Field(() => [KeyScopeEnum], { description: 'What it is good for, at least one scope.' })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(10)
  @IsEnum(KeyScopeEnum, { each: true })
  scopes: KeyScope[];

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it ends by itself, within five years; never when left out.',
  })
  @IsOptional()
  @IsDate()
  expiresAt?: Date;
}

@ObjectType('ApiKey', { description: 'A key with which a program acts for a company or a forum.' })
export class ApiKeyType {
  @Field(() => ID, { description: 'Id.' })
  id: string;

  @Field(() => ID, { nullable: true, description: 'The company it acts for.' })
  companyId: string | null;

  @Field(() => ID, { nullable: true, description: 'The forum it acts for.' })
  forumId: string | null;

  @Field({ description: 'What it is for.' })
  name: string;

  @Field({ description: 'Its first characters.' })
  start: string;

  @Field(() => [KeyScopeEnum], { description: 'What it is good for.' })
  scopes: KeyScope[];

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  createdAt: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ends by itself.' })
  expiresAt: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was revoked.' })
  revokedAt: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was last used, to the minute.' })
  lastUsedAt: Date | null;
}

@ObjectType('MadeApiKey', { description: 'A new key.' })
export class MadeApiKeyType {
  @Field({ description: 'Send it as `Authorization: Bearer tfk_…`. It is shown this once.' })
  token: string;

  @Field(() => ApiKeyType, { description: 'What is kept of it.' })
  apiKey: ApiKeyType;
}

@ObjectType('TooManyApiKeys', { implements: RefusalType, description: 'Revoke one first.' })
export class TooManyApiKeysType extends RefusalType {
  @Field(() => Int, { description: 'How many keys a company or forum may have at once.' })
  max: number;
}

export const CreateApiKeyResult = resultUnion({
  name: 'CreateApiKeyResult',
  resultName: 'MadeApiKey',
  result: MadeApiKeyType,
  refusals: [TooManyApiKeysType],
  description: 'The key, or why not.',
});
