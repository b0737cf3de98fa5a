import type { MissingPart } from '#matching';
import { listOf, registerMessages, type Locale } from '../graphql/messages.js';

registerMessages({
  SUBMISSION_INCOMPLETE: {
    en: ({ missing }) => `The profile cannot be reviewed before it has: ${listOf(missing, ', ')}.`,
    zh: ({ missing }) => `资料尚不完整，缺少：${listOf(missing, '、')}，无法提交审核。`,
  },
  LAST_OWNER: {
    en: () => 'This is the last owner. Make somebody else an owner first.',
    zh: () => '这是最后一位所有者，请先指定其他所有者。',
  },
});

/** What the owner is told to do about each part that matching misses. */
export const missingPartMessages: Record<MissingPart, Record<Locale, string>> = {
  side: {
    en: 'The country or region decides no side; an administrator has to give the company one.',
    zh: '该国家或地区未确定归属方，需由管理员指定。',
  },
  offers: { en: 'Name at least one capability that the company offers.', zh: '请填写至少一项可提供的能力。' },
  needs: { en: 'Name at least three capabilities that the company needs.', zh: '请填写至少三项需求的能力。' },
};
