import type { Side } from '#matching';
import { registerMessages } from '../graphql/messages.js';

const sideNames: Record<Side, { en: string; zh: string }> = {
  CHINA: { en: 'China', zh: '中国' },
  DEVELOPED: { en: 'developed countries', zh: '发达国家' },
  DEVELOPING: { en: 'developing countries', zh: '发展中国家' },
};

const namesOf = (sides: unknown, locale: 'en' | 'zh'): string[] =>
  (sides as Side[]).map((side) => sideNames[side][locale]);

registerMessages({
  RANKING_IN_PROGRESS: {
    en: () => 'The companies of this forum are being ranked. Wait for it, or cancel it.',
    zh: () => '该论坛的企业正在排名中。请等待完成或取消该次排名。',
  },
  SIDES_WITHOUT_COMPANY: {
    en: ({ sides }) =>
      `A triple has a company of each side, and this forum has none that can be matched from: ${namesOf(sides, 'en').join(', ')}. Approve participants that have an approved profile with an offer and a need.`,
    zh: ({ sides }) =>
      `三方组合需要每一方各有一家企业，而该论坛尚无来自以下各方的可匹配企业：${namesOf(sides, 'zh').join('、')}。请批准资料已获批准且有供给和需求的企业参会。`,
  },
});
