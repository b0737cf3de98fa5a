import { Field, InputType } from '@nestjs/graphql';
import { IsString, MaxLength } from 'class-validator';
import { tokenLength } from './account.input.js';
import { NewPersonInput } from './new-person.input.js';

@InputType({ description: 'Who accepts an invitation without having an account; the address is the invited one.' })
export class AcceptInvitationInput extends NewPersonInput {
  @Field({ description: 'The token: what stands after “#” in the link.' })
  @IsString()
  @MaxLength(tokenLength)
  token: string;
}
