import { Field, InputType } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsObject, IsString, MaxLength, ValidateNested } from 'class-validator';
import { OpenIdAnswerInput } from '../auth/open-id.types.js';
import { tokenLength } from './account.input.js';
import { NewPersonInput, PersonInput } from './new-person.input.js';

const tokenField = { description: 'The token: what stands after “#” in the link.' };

@InputType({ description: 'Who accepts an invitation without having an account; the address is the invited one.' })
export class AcceptInvitationInput extends NewPersonInput {
  @Field(tokenField)
  @IsString()
  @MaxLength(tokenLength)
  token: string;
}

@InputType({ description: 'Who accepts an invitation without having an account, and signs in at the issuer alone.' })
export class AcceptInvitationByIdentityInput extends PersonInput {
  @Field(tokenField)
  @IsString()
  @MaxLength(tokenLength)
  token: string;

  @Field(() => OpenIdAnswerInput, { description: 'The attempt and its answer.' })
  @IsObject()
  @ValidateNested()
  @Type(() => OpenIdAnswerInput)
  openId: OpenIdAnswerInput;
}
