import { ArgsType, Field, InputType } from '@nestjs/graphql';
import { IsOptional, IsString, Length, MaxLength } from 'class-validator';
import { passwordLength } from '#domain';
import { presentPasswordArgument } from '../auth/present-password.argument.js';

export const tokenLength = 100;
const passwordText = `${passwordLength.min} to ${passwordLength.max} characters.`;

/** What stands after "#" in the link of a mail. */
@ArgsType()
export class LinkArgs {
  @Field({ description: 'The token: what stands after “#” in the link.' })
  @IsString()
  @MaxLength(tokenLength)
  token: string;
}

@ArgsType()
export class ResetPasswordArgs extends LinkArgs {
  @Field({ description: `The new password, ${passwordText}` })
  @IsString()
  @Length(passwordLength.min, passwordLength.max)
  password: string;
}

@InputType({ description: 'The present password and the one that takes its place.' })
export class ChangePasswordInput {
  @Field(() => String, presentPasswordArgument)
  @IsOptional()
  @IsString()
  @MaxLength(passwordLength.max)
  presentPassword?: string | null;

  @Field({ description: `The new password, ${passwordText}` })
  @IsString()
  @Length(passwordLength.min, passwordLength.max)
  newPassword: string;
}

@InputType({ description: 'Another address for my account.' })
export class ChangeEmailInput {
  @Field({ description: 'The new e-mail address, at most 254 characters.' })
  @IsString()
  @MaxLength(254)
  newEmail: string;

  @Field(() => String, presentPasswordArgument)
  @IsOptional()
  @IsString()
  @MaxLength(passwordLength.max)
  password?: string | null;
}
