import type { UnplacedMeeting } from '#scheduling';
import type { Locale } from '../graphql/messages.js';

/** What stands in the way, as part of a sentence. */
export const obstacleTexts: Record<UnplacedMeeting['headline'], Record<Locale, string>> = {
  session: {
    en: 'the slot has begun, or a party does not take part in its sub-forum',
    zh: '时段已开始，或有一方不参加该分论坛',
  },
  'sub-forum': { en: 'the slot belongs to another sub-forum', zh: '时段属于其他分论坛' },
  'pinned-elsewhere': { en: 'the meeting is pinned to another place', zh: '会谈已固定在其他位置' },
  'party-unavailable': { en: 'a party is not there', zh: '有一方不在场' },
  pause: { en: 'a party keeps this time free', zh: '有一方保留该时段' },
  'party-busy': { en: 'a party sits in another meeting', zh: '有一方已有其他会谈' },
  'day-full': { en: 'a party has as many meetings on this day as it wants', zh: '有一方当日会谈已满' },
  'too-many-in-a-row': { en: 'a party would have too many meetings in a row', zh: '有一方连续会谈过多' },
  'must-come-after': { en: 'it must come after another meeting', zh: '须排在另一场会谈之后' },
  'must-come-before': { en: 'it must come before another meeting', zh: '须排在另一场会谈之前' },
  'no-table': { en: 'every table that suits it is taken', zh: '适用的洽谈桌均已占用' },
  'table-seats': { en: 'the table has too few seats', zh: '洽谈桌席位不足' },
  'table-kind': { en: 'one of meeting and table is online, the other in a room', zh: '会谈与洽谈桌线上线下不一致' },
  'table-sub-forum': { en: 'the table is reserved for another sub-forum', zh: '洽谈桌为其他分论坛预留' },
  'table-taken': { en: 'the table is taken', zh: '洽谈桌已占用' },
  'no-slot': { en: 'there is no slot in which all its parties take part', zh: '没有各方均可参加的时段' },
};

/** Why a meeting has no place, in one sentence or two. */
export function explainUnplaced({ headline, perSlot }: UnplacedMeeting, isProvenBest: boolean, locale: Locale): string {
  const isOpen = perSlot.some(({ obstacles }) => obstacles.length === 0);
  const count = perSlot.filter(({ obstacles }) => obstacles.some(({ kind }) => kind === headline)).length;
  const cause = obstacleTexts[headline][locale];
  if (locale === 'zh') {
    if (isOpen) return '该会谈被手动移出，仍有时段可以安排。';
    const proof = isProvenBest ? '不存在更好的日程。' : '';
    return headline === 'no-slot'
      ? `${cause}。${proof}`
      : `${perSlot.length} 个可用时段中有 ${count} 个：${cause}。${proof}`;
  }
  if (isOpen) return 'It was taken out by hand, and could go back into a slot.';
  const proof = isProvenBest ? ' No better schedule exists.' : '';
  if (headline === 'no-slot') return `${cause[0]!.toUpperCase()}${cause.slice(1)}.${proof}`;
  return `In ${count} of the ${perSlot.length} slots it could use, ${cause}.${proof}`;
}
