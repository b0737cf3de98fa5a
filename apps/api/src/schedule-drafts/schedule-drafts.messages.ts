import { registerMessages } from '../graphql/messages.js';
import { obstacleTexts } from './obstacle.texts.js';

const obstaclesOf = (obstacles: unknown, locale: 'en' | 'zh', separator: string): string => {
  const kinds = (obstacles as { kind: keyof typeof obstacleTexts }[]).map(({ kind }) => obstacleTexts[kind][locale]);
  return [...new Set(kinds)].join(separator);
};

registerMessages({
  RUN_IN_PROGRESS: {
    en: () => 'A schedule of this forum is being made. Wait for it, or cancel it.',
    zh: () => '该论坛的日程正在编排中。请等待完成或取消该次编排。',
  },
  PLACE_OBSTRUCTED: {
    en: ({ obstacles }) => `The meeting cannot be held there: ${obstaclesOf(obstacles, 'en', '; ')}.`,
    zh: ({ obstacles }) => `会谈不能安排在此处：${obstaclesOf(obstacles, 'zh', '；')}。`,
  },
  MEETING_FIXED: {
    en: () =>
      'This meeting was booked by its companies, has begun, or is of a sub-forum that the run is not about; the draft does not change it.',
    zh: () => '该会谈由企业自行预约、已开始，或属于本次编排范围之外的分论坛，草案不能更改。',
  },
  DRAFT_OUTDATED: {
    en: ({ overtaken }) =>
      `Since this draft was made, ${(overtaken as unknown[]).length} of its meetings were booked, moved, cancelled, withdrawn or lost their place. Rebase the draft, or run again.`,
    zh: ({ overtaken }) =>
      `自该草案生成以来，其中 ${(overtaken as unknown[]).length} 场会谈已被预约、改期、取消、撤回或失去原定位置。请更新草案或重新编排。`,
  },
});
