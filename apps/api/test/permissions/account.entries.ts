import { fresh, nothing, type Names, type OperationEntries } from './operation-entry.js';

const password = 'a password of the walk';

/** Staff ask for the forum, everybody else for the company. */
const isStaff = ({ role }: Names): boolean => ['organizer', 'assistant', 'strangeOrganizer'].includes(role);
const placeOf = (names: Names) => (isStaff(names) ? { forumId: names.ids.forum } : { companyId: names.ids.company });

/** Accounts, ways to sign in, and API keys. */
export const accountEntries: OperationEntries = {
  'Query.me': nothing,
  'Mutation.signIn': {
    variables: () => ({ input: { email: `${fresh()}@test.example`, password } }),
    answer: 'InvalidCredentials',
  },
  'Mutation.refreshSignIn': { variables: () => ({ refreshToken: fresh() }), answer: 'SignInEnded' },
  'Mutation.signOut': { variables: () => ({ refreshToken: fresh() }) },
  'Mutation.createFirstAdministrator': {
    variables: () => ({ setupToken: fresh(), input: { email: 'first@test.example', displayName: 'First', password } }),
    answer: 'SetupLinkInvalid',
  },
  'Mutation.createAccount': {
    variables: ({ emails }) => ({ input: { email: emails.owner, displayName: 'Twice', password } }),
    answer: 'EmailTaken',
  },
  'Mutation.completeSignIn': {
    variables: () => ({ input: { challenge: fresh(), code: '123456' } }),
    answer: 'SignInEnded',
  },
  'Query.mySignIns': nothing,
  'Mutation.endSignIn': { variables: ({ own }) => ({ id: own.signIns.pop() ?? fresh() }) },
  // Of those that are not signed in through a sign-in of their own it ends nothing.
  'Mutation.endOtherSignIns': nothing,
  'Query.mySecondFactor': nothing,
  'Mutation.enrolSecondFactor': { variables: () => ({ password }), answer: 'InvalidCredentials' },
  'Mutation.confirmSecondFactor': { variables: () => ({ code: '123456' }), answer: 'WrongState' },
  'Mutation.renewRecoveryCodes': { variables: () => ({ code: '123456' }), answer: 'WrongState' },
  'Mutation.turnOffSecondFactor': { variables: () => ({ code: '123456' }), answer: 'WrongState' },
  'Query.openIdIssuer': nothing,
  'Mutation.startOpenIdSignIn': { ...nothing, answer: 'NotAvailable' },
  'Mutation.finishOpenIdSignIn': {
    variables: () => ({ input: { attempt: fresh(), answer: 'code=1&state=2' } }),
    answer: 'NotAvailable',
  },
  'Mutation.linkIdentity': {
    variables: () => ({ input: { attempt: fresh(), answer: 'code=1&state=2', password } }),
    answer: 'NotAvailable',
  },
  'Query.myIdentities': nothing,
  'Mutation.unlinkIdentity': { variables: ({ own }) => ({ id: own.identities.pop() ?? fresh() }) },
  'Query.companyApiKeys': { variables: ({ ids }) => ({ companyId: ids.company }) },
  'Query.forumApiKeys': { variables: ({ ids }) => ({ forumId: ids.forum }) },
  'Mutation.createApiKey': {
    variables: (names) => ({
      input: { ...placeOf(names), name: 'Key', scopes: [isStaff(names) ? 'READ_SCHEDULE' : 'READ_MATCHES'] },
    }),
    answer: 'MadeApiKey',
  },
  'Mutation.invite': {
    variables: (names) => ({
      idempotencyKey: fresh(),
      input: isStaff(names)
        ? { ...placeOf(names), email: names.emails.organizer, role: 'ORGANIZER' }
        : { ...placeOf(names), email: names.emails.owner, role: 'OWNER' },
    }),
    answer: 'AlreadyMember',
  },
  'Query.invitations': { variables: placeOf },
  'Mutation.withdrawInvitation': {
    variables: (names) => ({ id: isStaff(names) ? names.ids.forumInvitation : names.ids.companyInvitation }),
    answer: 'WrongState',
  },
  'Mutation.acceptInvitation': {
    variables: () => ({ input: { token: fresh(), displayName: 'New', password } }),
    answer: 'LinkInvalid',
  },
  'Mutation.acceptInvitationByIdentity': {
    variables: () => ({
      input: { token: fresh(), displayName: 'New', openId: { attempt: fresh(), answer: 'code=1&state=2' } },
    }),
    answer: 'NotAvailable',
  },
  'Mutation.joinByInvitation': { variables: () => ({ token: fresh() }), answer: 'LinkInvalid' },
  'Mutation.applyForAccount': {
    variables: ({ ids }) => ({
      input: { forumId: ids.forum, email: `${fresh()}@test.example`, displayName: 'New', companyText: 'Turbines' },
    }),
    answer: 'MailRequested',
  },
  'Mutation.verifySignUp': { variables: () => ({ token: fresh() }), answer: 'LinkInvalid' },
  'Query.signUps': { variables: ({ ids }) => ({ forumId: ids.forum }) },
  'Mutation.approveSignUp': {
    variables: ({ ids, version }) => ({ id: ids.signUp, expectedVersion: version }),
    answer: 'EditConflict',
  },
  'Mutation.declineSignUp': {
    variables: ({ ids, version }) => ({ id: ids.signUp, expectedVersion: version, reason: 'No' }),
    answer: 'EditConflict',
  },
  'Mutation.changePassword': {
    variables: () => ({ input: { presentPassword: password, newPassword: `${password}, changed` } }),
    answer: 'InvalidCredentials',
  },
  'Mutation.requestPasswordReset': {
    variables: () => ({ email: `${fresh()}@test.example` }),
    answer: 'MailRequested',
  },
  'Mutation.resetPassword': { variables: () => ({ token: fresh(), password }), answer: 'LinkInvalid' },
  'Mutation.requestEmailChange': {
    variables: () => ({ input: { newEmail: `${fresh()}@test.example`, password } }),
    answer: 'InvalidCredentials',
  },
  'Mutation.requestEmailVerification': { ...nothing, answer: 'MailRequested' },
  'Mutation.confirmEmail': { variables: () => ({ token: fresh() }), answer: 'LinkInvalid' },
  'Mutation.eraseAccount': { variables: ({ ids }) => ({ accountId: ids.ownerAccount }), answer: 'AccountNeeded' },
  'Mutation.eraseMyAccount': { variables: () => ({ password }), answer: 'InvalidCredentials' },
  'Query.myDataExports': nothing,
  'Mutation.requestDataExport': {
    variables: ({ ids, role }) => ({
      idempotencyKey: fresh(),
      ...(role === 'owner' ? { companyId: ids.company } : {}),
    }),
    answer: 'DataExport',
  },
  'Query.auditHead': nothing,
  'Query.auditLog': { variables: ({ ids }) => ({ forumId: ids.forum, filter: { accountId: ids.organizerAccount } }) },
  'Mutation.revokeApiKey': { variables: ({ own }) => ({ id: own.apiKey }) },
};
