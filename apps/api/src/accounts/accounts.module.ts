import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import './account.messages.js';
import { EmailAddressesResolver } from './email-addresses.resolver.js';
import { InvitationsResolver } from './invitations.resolver.js';
import { PasswordsResolver } from './passwords.resolver.js';
import { SignUpsResolver } from './sign-ups.resolver.js';

@Module({
  imports: [AuthModule],
  providers: [EmailAddressesResolver, InvitationsResolver, PasswordsResolver, SignUpsResolver],
})
export class AccountsModule {}
