import { registerMessages } from '../graphql/messages.js';

registerMessages({
  LINK_INVALID: {
    en: () => 'This link is unknown, expired, withdrawn or used.',
    zh: () => '该链接不存在、已过期、已撤回或已被使用。',
  },
  ALREADY_MEMBER: {
    en: () => 'The account with this address has this role already.',
    zh: () => '该邮箱对应的账户已具有此角色。',
  },
  TOO_MANY_MAILS: {
    en: ({ retryAfterSeconds }) => `Too many mails were asked for; try again in ${String(retryAfterSeconds)} seconds.`,
    zh: ({ retryAfterSeconds }) => `请求的邮件过多，请在 ${String(retryAfterSeconds)} 秒后重试。`,
  },
});
