import { registerMessages } from '../graphql/messages.js';

registerMessages({
  INVALID_CREDENTIALS: { en: () => 'E-mail or password is wrong.', zh: () => '电子邮箱或密码错误。' },
  TOO_MANY_ATTEMPTS: {
    en: ({ retryAfterSeconds }) => `Too many attempts; try again in ${String(retryAfterSeconds)} seconds.`,
    zh: ({ retryAfterSeconds }) => `尝试次数过多，请在 ${String(retryAfterSeconds)} 秒后重试。`,
  },
  FRESH_SIGN_IN_NEEDED: {
    en: ({ withinMinutes }) =>
      `This account has no password. Sign in again, and ask within ${String(withinMinutes)} minutes.`,
    zh: ({ withinMinutes }) => `该账户没有密码，请重新登录，并在 ${String(withinMinutes)} 分钟内操作。`,
  },
  SECOND_FACTOR_NEEDED: {
    en: () => 'Enter a code of your authenticator, or a recovery code.',
    zh: () => '请输入身份验证器的验证码或恢复码。',
  },
  WRONG_CODE: { en: () => 'The code is wrong, too old or used.', zh: () => '验证码错误、已过期或已被使用。' },
  OPEN_ID_REFUSED: {
    en: () => 'The other provider did not confirm this sign-in; begin again.',
    zh: () => '外部身份提供方未确认此次登录，请重新开始。',
  },
  IDENTITY_NOT_LINKED: {
    en: () => 'No account is linked to this identity. Sign in with your password and link it.',
    zh: () => '该外部身份尚未关联账户，请先用密码登录后再关联。',
  },
  IDENTITY_TAKEN: {
    en: () => 'Another account is linked to this identity.',
    zh: () => '该外部身份已关联其他账户。',
  },
  TOO_MANY_API_KEYS: {
    en: ({ max }) => `There are ${String(max)} keys already; revoke one first.`,
    zh: ({ max }) => `已有 ${String(max)} 个密钥，请先撤销一个。`,
  },
  SIGN_IN_ENDED: { en: () => 'This sign-in has ended; sign in again.', zh: () => '登录已失效，请重新登录。' },
  SETUP_LINK_INVALID: {
    en: () => 'This set-up link is unknown, expired or used.',
    zh: () => '该设置链接不存在、已过期或已被使用。',
  },
  EMAIL_TAKEN: { en: () => 'There is an account with this e-mail already.', zh: () => '该电子邮箱已注册。' },
});
