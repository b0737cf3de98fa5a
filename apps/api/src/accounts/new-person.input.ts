import { Field, InputType } from '@nestjs/graphql';
import { IsIn, IsOptional, IsString, Length } from 'class-validator';
import { displayNameLength, locales, passwordLength, type Locale } from '#domain';

/** What every new account says of its person, whoever makes it; the address comes with the input or with an invitation. */
@InputType({ isAbstract: true })
export abstract class PersonInput {
  @Field({ description: `Name or role to show, ${displayNameLength.min} to ${displayNameLength.max} characters.` })
  @IsString()
  @Length(displayNameLength.min, displayNameLength.max)
  displayName: string;

  @Field(() => String, { nullable: true, description: 'Language of messages: en or zh. Default en.' })
  @IsOptional()
  @IsIn(locales)
  locale?: Locale;

  @Field(() => String, { nullable: true, description: 'IANA time zone in which the person reads times. Default UTC.' })
  @IsOptional()
  @IsString()
  timeZone?: string;
}

/** A person who signs in by password. */
@InputType({ isAbstract: true })
export abstract class NewPersonInput extends PersonInput {
  @Field({ description: `${passwordLength.min} to ${passwordLength.max} characters.` })
  @IsString()
  @Length(passwordLength.min, passwordLength.max)
  password: string;
}
