import { listOf, registerMessages } from '../graphql/messages.js';

registerMessages({
  PROFILE_INCOMPLETE: {
    en: ({ missing }) => `The approved profile lacks: ${listOf(missing, ', ')}. Complete it to be matched.`,
    zh: ({ missing }) => `已批准的资料缺少：${listOf(missing, '、')}。请补充后再匹配。`,
  },
  PROFILE_NOT_APPROVED: {
    en: () => 'The company’s profile is not approved yet.',
    zh: () => '该企业资料尚未获得批准。',
  },
});
