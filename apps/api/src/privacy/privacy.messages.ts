import { registerMessages } from '../graphql/messages.js';

registerMessages({
  ACCOUNT_NEEDED: {
    en: () =>
      'Nobody else owns these companies, organizes these forums or runs the installation. Put somebody in this place first.',
    zh: () => '这些企业、论坛或系统没有其他所有者、主办方或管理员，请先指定接替人。',
  },
  TOO_MANY_EXPORTS: {
    en: ({ allowed }) =>
      `There are ${String(allowed)} exports already. Fetch one of them, or wait until one has expired.`,
    zh: ({ allowed }) => `已有 ${String(allowed)} 份导出。请下载其中一份，或等待其过期。`,
  },
});
