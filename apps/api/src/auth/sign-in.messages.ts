import { registerMessages } from '../graphql/messages.js';

registerMessages({
  INVALID_CREDENTIALS: { en: () => 'E-mail or password is wrong.', zh: () => '电子邮箱或密码错误。' },
  TOO_MANY_ATTEMPTS: {
    en: ({ retryAfterSeconds }) => `Too many attempts; try again in ${String(retryAfterSeconds)} seconds.`,
    zh: ({ retryAfterSeconds }) => `尝试次数过多，请在 ${String(retryAfterSeconds)} 秒后重试。`,
  },
  SIGN_IN_ENDED: { en: () => 'This sign-in has ended; sign in again.', zh: () => '登录已失效，请重新登录。' },
  SETUP_LINK_INVALID: {
    en: () => 'This set-up link is unknown, expired or used.',
    zh: () => '该设置链接不存在、已过期或已被使用。',
  },
  EMAIL_TAKEN: { en: () => 'There is an account with this e-mail already.', zh: () => '该电子邮箱已注册。' },
});
