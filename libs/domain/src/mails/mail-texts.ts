import type { Locale } from '../accounts/account.entity.js';
import type { MailKind } from './mail-kinds.js';

/** What a mail says, before it is laid out. */
export interface MailText {
  subject: string;
  /** Paragraphs; the link, where there is one, stands after the first. */
  paragraphs: string[];
}

type Parameters = Readonly<Record<string, string>>;
type Text = Record<Locale, (parameters: Parameters) => MailText>;

const ignoreIt = {
  en: 'If you did not ask for this, ignore this message: nothing changes.',
  zh: '如果不是您本人提出的请求，请忽略此邮件，不会有任何改动。',
};
const tellUs = {
  en: 'If it was not you, reset your password now and tell whoever runs this installation.',
  zh: '如果不是您本人操作，请立即重置密码并告知系统管理员。',
};

const roles: Record<string, Record<Locale, string>> = {
  owner: { en: 'owner', zh: '所有者' },
  member: { en: 'member', zh: '成员' },
  organizer: { en: 'organizer', zh: '主办方' },
  assistant: { en: 'assistant', zh: '助理' },
  administrator: { en: 'administrator', zh: '系统管理员' },
  none: { en: 'participant', zh: '参与者' },
};
const roleOf = ({ role }: Parameters, locale: Locale): string => (roles[role ?? ''] ?? roles['none']!)[locale];
const placeOf = ({ placeName }: Parameters): string => placeName || 'Trefoil';

export const mailTexts: Record<MailKind, Text> = {
  'password-reset': {
    en: () => ({
      subject: 'Set a new password',
      paragraphs: ['With this link you set a new password, once and within an hour:', ignoreIt.en],
    }),
    zh: () => ({
      subject: '设置新密码',
      paragraphs: ['请通过以下链接设置新密码，链接一小时内有效且只能使用一次：', ignoreIt.zh],
    }),
  },
  'password-changed': {
    en: () => ({
      subject: 'Your password was changed',
      paragraphs: ['The password of your account was changed.', tellUs.en],
    }),
    zh: () => ({ subject: '您的密码已更改', paragraphs: ['您账户的密码已更改。', tellUs.zh] }),
  },
  'email-verification': {
    en: () => ({
      subject: 'Confirm your e-mail address',
      paragraphs: ['With this link you confirm that this address is yours, once and within an hour:', ignoreIt.en],
    }),
    zh: () => ({
      subject: '确认您的电子邮箱',
      paragraphs: ['请通过以下链接确认此邮箱归您所有，链接一小时内有效且只能使用一次：', ignoreIt.zh],
    }),
  },
  'email-changed': {
    en: () => ({
      subject: 'Your e-mail address was changed',
      paragraphs: ['Your account now has another e-mail address, and this one no longer signs in.', tellUs.en],
    }),
    zh: () => ({
      subject: '您的电子邮箱已更改',
      paragraphs: ['您的账户已改用其他电子邮箱，此邮箱不能再用于登录。', tellUs.zh],
    }),
  },
  invitation: {
    en: (p) => ({
      subject: `You are invited to ${placeOf(p)}`,
      paragraphs: [
        `You are invited to ${placeOf(p)} as ${roleOf(p, 'en')}. With this link you accept, once and within seven days:`,
        'If you do not know what this is about, ignore this message.',
      ],
    }),
    zh: (p) => ({
      subject: `邀请您加入${placeOf(p)}`,
      paragraphs: [
        `诚邀您以${roleOf(p, 'zh')}身份加入${placeOf(p)}。请通过以下链接接受邀请，链接七天内有效且只能使用一次：`,
        '如果您不了解此事，请忽略此邮件。',
      ],
    }),
  },
  'sign-up-verification': {
    en: (p) => ({
      subject: `Confirm your application to ${placeOf(p)}`,
      paragraphs: [
        `Somebody applied for an account at ${placeOf(p)} with this address. With this link you confirm it, once and within a day; the organizers then decide:`,
        ignoreIt.en,
      ],
    }),
    zh: (p) => ({
      subject: `确认您对${placeOf(p)}的申请`,
      paragraphs: [
        `有人使用此邮箱申请${placeOf(p)}的账户。请通过以下链接确认，链接一天内有效且只能使用一次，随后由主办方审批：`,
        ignoreIt.zh,
      ],
    }),
  },
  'sign-up-approved': {
    en: (p) => ({
      subject: `Your application to ${placeOf(p)} is approved`,
      paragraphs: [
        `Your application for an account at ${placeOf(p)} is approved. With this link you set your password, once and within seven days:`,
        'After that you sign in with this address.',
      ],
    }),
    zh: (p) => ({
      subject: `您对${placeOf(p)}的申请已获批准`,
      paragraphs: [
        `您在${placeOf(p)}的账户申请已获批准。请通过以下链接设置密码，链接七天内有效且只能使用一次：`,
        '之后您可使用此邮箱登录。',
      ],
    }),
  },
  'sign-up-declined': {
    en: (p) => ({
      subject: `Your application to ${placeOf(p)} was declined`,
      paragraphs: [`Your application for an account at ${placeOf(p)} was declined.`, `Reason: ${p['reason'] ?? ''}`],
    }),
    zh: (p) => ({
      subject: `您对${placeOf(p)}的申请未获批准`,
      paragraphs: [`您在${placeOf(p)}的账户申请未获批准。`, `原因：${p['reason'] ?? ''}`],
    }),
  },
};
