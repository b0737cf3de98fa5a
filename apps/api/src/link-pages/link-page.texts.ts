import type { LinkPurpose, Locale } from '#domain';

/** What is said on the page of one purpose. */
export interface PurposeText {
  heading: string;
  lead: string;
  button: string;
  done: { heading: string; text: string };
  /** By the code of a refusal: what the person can do then. */
  next: Record<string, string>;
}

/** What the pages have in common. */
export interface CommonText {
  /** The name of the other language, in that language. */
  otherLanguage: string;
  refused: string;
  incomplete: { heading: string; text: (tokenLength: number) => string };
  graphiql: string;
  withoutScript: string;
  unreachable: string;
  /** With `{seconds}` to be filled in. */
  tooMany: string;
  /** With `{requestId}` to be filled in. */
  failed: string;
}

/** The two ways to accept an invitation. */
export interface InvitationText {
  newAccount: string;
  ownAccount: string;
  join: string;
  /** After a link that the account which signed in cannot use. */
  otherAddress: string;
}

type FieldName =
  'displayName' | 'password' | 'passwordAgain' | 'locale' | 'timeZone' | 'email' | 'ownPassword' | 'code';

/** A field's name, what helps to fill it in, and what is said when it was filled in wrong. */
export interface FieldText {
  label: string;
  hint?: string;
  fault: string;
}

export type FieldTexts = Record<FieldName, FieldText>;

interface Length {
  min: number;
  max: number;
}

export interface LinkPageTexts {
  common: CommonText;
  purposes: Record<LinkPurpose, PurposeText>;
  invitation: InvitationText;
  fields: (lengths: { displayName: Length; password: Length }) => FieldTexts;
}

export const linkPageTexts: Record<Locale, LinkPageTexts> = {
  en: {
    common: {
      otherLanguage: '中文',
      refused: 'This link opens nothing any more',
      incomplete: {
        heading: 'The link is incomplete',
        text: (tokenLength) =>
          `Open it from the mail once more, or copy all of it: ${tokenLength} characters stand after the “#”. This page also needs it again after it was loaded anew.`,
      },
      graphiql: 'Sign in with GraphiQL',
      withoutScript:
        'This page needs JavaScript, which keeps the secret part of your link out of web addresses. Switch it on and open the link from the mail once more.',
      unreachable: 'The service cannot be reached at the moment. Your link stays good: try again shortly.',
      tooMany: 'Too many requests came from here. Your link stays good: try again in {seconds} seconds.',
      failed:
        'Something went wrong on our side. Try again later; if it happens again, tell whoever runs this installation the number {requestId}.',
    },
    purposes: {
      'email-verification': {
        heading: 'Confirm your e-mail address',
        lead: 'Confirm that the address to which this link was sent is yours.',
        button: 'Confirm',
        done: { heading: 'Your address is confirmed', text: 'You can now sign in with' },
        next: {
          LINK_INVALID:
            'If you have used it already, all is well: sign in. Otherwise sign in and ask for another one; each works once, and for a limited time.',
          EMAIL_TAKEN: 'Sign in to the account that has this address, or ask for a link to another address.',
        },
      },
      invitation: {
        heading: 'Accept your invitation',
        lead: 'Accept with a new account, or with the one that has the invited address.',
        button: 'Make account and accept',
        done: { heading: 'You have accepted', text: 'You can now sign in with' },
        next: {
          LINK_INVALID:
            'If you have used it already, all is well: sign in. Otherwise ask whoever invited you for another one; each works once, and for a limited time.',
        },
      },
      'password-reset': {
        heading: 'Set a new password',
        lead: 'Wherever you are signed in now, you will be signed out.',
        button: 'Set password',
        done: {
          heading: 'Your new password is set',
          text: 'You can now sign in with the new password and the address',
        },
        next: {
          LINK_INVALID:
            'If you have used it already, sign in with the new password. Otherwise ask for another one; each works once, and for a limited time.',
        },
      },
      'sign-up-verification': {
        heading: 'Confirm your application',
        lead: 'Confirm that you have applied for an account with the address to which this link was sent. Then the organizers read your application.',
        button: 'Confirm application',
        done: {
          heading: 'The organizers have your application',
          text: 'They decide on it, and tell you by a mail to',
        },
        next: {
          LINK_INVALID:
            'If you have used it already, all is well: the organizers decide, and tell you by mail. Otherwise apply again; each link works once, and for a limited time.',
        },
      },
    },
    invitation: {
      newAccount: 'I have no account yet',
      ownAccount: 'I have an account with the invited address',
      join: 'Sign in and accept',
      otherAddress:
        'Or another address was invited than that of this account. If the link is no good any more, ask whoever invited you for another one.',
    },
    fields: ({ displayName, password }) => ({
      displayName: {
        label: 'Name',
        hint: 'Your name or role, as others will see it.',
        fault: `The name takes ${displayName.min} to ${displayName.max} characters.`,
      },
      password: {
        label: 'New password',
        hint: `${password.min} to ${password.max} characters.`,
        fault: `The password takes ${password.min} to ${password.max} characters.`,
      },
      passwordAgain: { label: 'The same password again', fault: 'The two passwords differ.' },
      locale: { label: 'Language of messages', fault: 'Choose a language.' },
      timeZone: { label: 'Time zone', hint: 'In which you read times.', fault: 'Choose another time zone.' },
      email: { label: 'E-mail address', fault: 'Enter the e-mail address of your account.' },
      ownPassword: { label: 'Password', fault: 'Enter the password of your account.' },
      code: {
        label: 'Code',
        hint: 'Six digits of your authenticator, or a recovery code.',
        fault: 'Enter a code.',
      },
    }),
  },
  zh: {
    common: {
      otherLanguage: 'English',
      refused: '该链接已无法使用',
      incomplete: {
        heading: '链接不完整',
        text: (tokenLength) =>
          `请从邮件中重新打开链接，或复制完整链接：“#”之后应有 ${tokenLength} 个字符。刷新本页面后也需要重新打开链接。`,
      },
      graphiql: '在 GraphiQL 中登录',
      withoutScript: '本页面需要 JavaScript，以确保链接中的保密部分不会出现在网址中。请启用后从邮件中重新打开链接。',
      unreachable: '暂时无法连接服务。您的链接仍然有效，请稍后重试。',
      tooMany: '来自此处的请求过多。您的链接仍然有效，请在 {seconds} 秒后重试。',
      failed: '系统出现问题，请稍后重试。如再次出现，请将编号 {requestId} 告知系统管理员。',
    },
    purposes: {
      'email-verification': {
        heading: '确认您的电子邮箱',
        lead: '请确认收到此链接的邮箱归您所有。',
        button: '确认',
        done: { heading: '您的邮箱已确认', text: '现在您可以使用以下邮箱登录：' },
        next: {
          LINK_INVALID:
            '如果您已使用过该链接，则无需再操作，请直接登录。否则请登录后重新申请；每个链接只能在限期内使用一次。',
          EMAIL_TAKEN: '请登录使用该邮箱的账户，或改用其他邮箱重新申请链接。',
        },
      },
      invitation: {
        heading: '接受邀请',
        lead: '您可以创建新账户，或使用受邀邮箱的已有账户接受邀请。',
        button: '创建账户并接受',
        done: { heading: '您已接受邀请', text: '现在您可以使用以下邮箱登录：' },
        next: {
          LINK_INVALID:
            '如果您已使用过该链接，则无需再操作，请直接登录。否则请联系邀请人重新发送；每个链接只能在限期内使用一次。',
        },
      },
      'password-reset': {
        heading: '设置新密码',
        lead: '设置后，您在所有设备上的登录都将退出。',
        button: '设置密码',
        done: { heading: '新密码已设置', text: '现在您可以使用新密码和以下邮箱登录：' },
        next: {
          LINK_INVALID: '如果您已使用过该链接，请使用新密码登录。否则请重新申请；每个链接只能在限期内使用一次。',
        },
      },
      'sign-up-verification': {
        heading: '确认您的申请',
        lead: '请确认您使用收到此链接的邮箱申请了账户，随后由主办方审批。',
        button: '确认申请',
        done: { heading: '主办方已收到您的申请', text: '审批结果将发送至：' },
        next: {
          LINK_INVALID:
            '如果您已使用过该链接，则无需再操作，主办方审批后会通过邮件通知您。否则请重新申请；每个链接只能在限期内使用一次。',
        },
      },
    },
    invitation: {
      newAccount: '我还没有账户',
      ownAccount: '我已有使用受邀邮箱的账户',
      join: '登录并接受',
      otherAddress: '也可能受邀邮箱与此账户的邮箱不同。如果链接已无法使用，请联系邀请人重新发送。',
    },
    fields: ({ displayName, password }) => ({
      displayName: {
        label: '姓名',
        hint: '其他人看到的姓名或职务。',
        fault: `姓名须为 ${displayName.min} 至 ${displayName.max} 个字符。`,
      },
      password: {
        label: '新密码',
        hint: `${password.min} 至 ${password.max} 个字符。`,
        fault: `密码须为 ${password.min} 至 ${password.max} 个字符。`,
      },
      passwordAgain: { label: '再次输入密码', fault: '两次输入的密码不一致。' },
      locale: { label: '消息语言', fault: '请选择语言。' },
      timeZone: { label: '时区', hint: '用于显示时间。', fault: '请选择其他时区。' },
      email: { label: '电子邮箱', fault: '请输入账户的电子邮箱。' },
      ownPassword: { label: '密码', fault: '请输入账户的密码。' },
      code: { label: '验证码', hint: '身份验证器的六位验证码，或恢复码。', fault: '请输入验证码。' },
    }),
  },
};
