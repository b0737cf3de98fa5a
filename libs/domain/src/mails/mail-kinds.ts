/** Everything a mail can tell; the catalogue of texts has an entry for each. */
export const mailKinds = [
  'email-changed',
  'email-verification',
  'invitation',
  'password-changed',
  'password-reset',
  'sign-up-approved',
  'sign-up-declined',
  'sign-up-verification',
] as const;

export type MailKind = (typeof mailKinds)[number];

/** What a link in a mail is good for. A link of one purpose opens nothing of another. */
export const linkPurposes = ['email-verification', 'invitation', 'password-reset', 'sign-up-verification'] as const;

export type LinkPurpose = (typeof linkPurposes)[number];

/** The page that each link opens, below the public address of the installation. */
export const linkPages: Record<LinkPurpose, string> = {
  'email-verification': 'account/confirm-email',
  invitation: 'account/accept-invitation',
  'password-reset': 'account/reset-password',
  'sign-up-verification': 'account/verify-sign-up',
};
