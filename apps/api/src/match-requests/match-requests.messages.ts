import type { Side } from '#matching';
import { listOf, registerMessages } from '../graphql/messages.js';

const sideNames: Record<Side, { en: string; zh: string }> = {
  CHINA: { en: 'China', zh: '中方' },
  DEVELOPED: { en: 'developed countries', zh: '发达国家方' },
  DEVELOPING: { en: 'developing countries', zh: '发展中国家方' },
};

const named = (sides: unknown, locale: 'en' | 'zh'): string[] =>
  (sides as Side[]).map((side) => sideNames[side][locale]);

registerMessages({
  WRONG_SIDES: {
    en: ({ wantedSides }) =>
      `A triple has one company of each side. Name one company of ${listOf(named(wantedSides, 'en'), ' and one of ')}.`,
    zh: ({ wantedSides }) =>
      `三方组合须由每一方各一家企业组成，请分别选择${listOf(named(wantedSides, 'zh'), '和')}企业各一家。`,
  },
  PROFILE_INCOMPLETE: {
    en: ({ missing }) => `The approved profile lacks: ${listOf(missing, ', ')}. Complete it to be matched.`,
    zh: ({ missing }) => `已批准的资料缺少：${listOf(missing, '、')}。请补充后再匹配。`,
  },
  PROFILE_NOT_APPROVED: {
    en: () => 'The company’s profile is not approved yet.',
    zh: () => '该企业资料尚未获得批准。',
  },
});
