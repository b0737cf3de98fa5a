import { Field, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { ArrayMaxSize, IsArray, IsIn, IsOptional, IsString, MaxLength, ValidateNested } from 'class-validator';
import { Type } from 'class-transformer';
import {
  contactLimits,
  guardedFields,
  visibilityLevels,
  type Contact,
  type GuardedField,
  type VisibilityLevel,
} from '#domain';

export const GuardedFieldEnum = {
  MARKETS: 'markets',
  MODES: 'modes',
  LANGUAGES: 'languages',
  SIZE: 'size',
  WEBSITE: 'website',
  TEXTS: 'texts',
  CONTACT: 'contact',
} as const;

registerEnumType(GuardedFieldEnum, {
  name: 'GuardedField',
  description: 'A field of a company that its people can keep from others. The rest is always public.',
  valuesMap: {
    MARKETS: { description: 'Markets.' },
    MODES: { description: 'Forms of cooperation.' },
    LANGUAGES: { description: 'Languages.' },
    SIZE: { description: 'Size.' },
    WEBSITE: { description: 'Website.' },
    TEXTS: { description: 'Descriptions; what is kept back is not found by its words either.' },
    CONTACT: { description: 'Whom to write to: never further than AGREED.' },
  },
});

export const VisibilityLevelEnum = {
  PUBLIC: 'public',
  PARTICIPANTS: 'participants',
  AGREED: 'agreed',
  NOBODY: 'nobody',
} as const;

registerEnumType(VisibilityLevelEnum, {
  name: 'VisibilityLevel',
  description: 'Who may read a field. The company’s own people and administrators always may.',
  valuesMap: {
    PUBLIC: { description: 'Everybody signed in.' },
    PARTICIPANTS: { description: 'Companies that are approved at a forum with it, and the staff of its forums.' },
    AGREED: { description: 'Companies with which it has agreed to meet, as long as that stands.' },
    NOBODY: { description: 'Nobody else.' },
  },
});

@ObjectType('CompanyContact', { description: 'Whom to write to at a company.' })
export class CompanyContactType {
  @Field(() => String, { nullable: true, description: 'Name or role.' })
  name: string | null;

  @Field(() => String, { nullable: true, description: 'E-mail.' })
  email: string | null;

  @Field(() => String, { nullable: true, description: 'Telephone.' })
  phone: string | null;
}

@ObjectType('FieldVisibility', { description: 'Who may read a field.' })
export class FieldVisibilityType {
  @Field(() => GuardedFieldEnum, { description: 'The field.' })
  field: GuardedField;

  @Field(() => VisibilityLevelEnum, { description: 'Who may read it.' })
  level: VisibilityLevel;
}

@InputType('FieldVisibilityInput', { description: 'Who may read a field.' })
export class FieldVisibilityInput {
  @Field(() => GuardedFieldEnum, { description: 'The field.' })
  @IsIn(guardedFields)
  field: GuardedField;

  @Field(() => VisibilityLevelEnum, { description: 'Who may read it.' })
  @IsIn(visibilityLevels)
  level: VisibilityLevel;
}

@InputType('CompanyVisibilityInput', { description: 'What is given changes; what is left out stays.' })
export class CompanyVisibilityInput {
  @Field(() => [FieldVisibilityInput], {
    description: 'Fields with their levels; of a field named twice the last holds.',
  })
  @IsArray()
  @ArrayMaxSize(guardedFields.length)
  @ValidateNested({ each: true })
  @Type(() => FieldVisibilityInput)
  fields: FieldVisibilityInput[];
}

@InputType('CompanyContactInput', { description: 'Whom to write to; replaces what was there. Null takes a part away.' })
export class CompanyContactInput implements Contact {
  @Field(() => String, { nullable: true, description: `Name or role, 1 to ${contactLimits.name} characters.` })
  @IsOptional()
  @IsString()
  @MaxLength(contactLimits.name)
  name: string | null = null;

  @Field(() => String, { nullable: true, description: `E-mail, at most ${contactLimits.email} characters.` })
  @IsOptional()
  @IsString()
  @MaxLength(contactLimits.email)
  email: string | null = null;

  @Field(() => String, { nullable: true, description: `Telephone, at most ${contactLimits.phone} digits and signs.` })
  @IsOptional()
  @IsString()
  @MaxLength(contactLimits.phone)
  phone: string | null = null;
}
