import type { RunOptions, ScheduleDraft, SearchCut } from '#domain';
import type { FairnessEvidence } from '#scheduling';
import type { Locale } from '../graphql/messages.js';

export type NotedDraft = Pick<ScheduleDraft, 'options' | 'outside' | 'evidence' | 'cutShortBy'>;

interface Note {
  en: string;
  zh: string;
}

/** What a reader of a draft has to know beside its numbers, a sentence each; in order of weight for whoever approves it. */
export function describeDraft(draft: NotedDraft, locale: Locale): string[] {
  const { options, evidence } = draft;
  const notes = [noteCut(draft), noteScope(draft), noteMoves(draft), noteWeights(options)];
  if (evidence?.fairness) notes.push(noteFairness(evidence.fairness, evidence.weight));
  return notes.flatMap((note) => (note === null ? [] : [note[locale]]));
}

const cutTexts: Record<SearchCut, Note> = {
  cancelled: { en: 'The run was called off', zh: '本次编排已取消' },
  time_limit: { en: 'The search did not end in its time and was cut short', zh: '搜索未能按时结束，已被中止' },
  thread_lost: { en: 'The search died before its end', zh: '搜索意外中断' },
};

function noteCut({ cutShortBy, evidence }: NotedDraft): Note | null {
  if (cutShortBy === null) return null;
  const { en, zh } = cutTexts[cutShortBy];
  return evidence === null
    ? { en: `${en} before it had found a schedule.`, zh: `${zh}，尚未得到日程。` }
    : {
        en: `${en}; this is the best schedule that it had found, checked like any other.`,
        zh: `${zh}；此为当时找到的最佳日程，已照常校验。`,
      };
}

function noteScope({ options, outside }: NotedDraft): Note | null {
  const count = options.subForumIds?.length ?? 0;
  if (count === 0) return null;
  const [en, zh] = [`The run is about ${count} of the sub-forums`, `本次编排仅涉及 ${count} 个分论坛`];
  if (!outside) return { en: `${en}; meetings of others keep their places.`, zh: `${zh}；其他会谈保持原位。` };
  const { keptCount, leftOutCount } = outside;
  return {
    en: `${en}. Of others, published meetings that keep their places: ${keptCount}; agreed requests left out: ${leftOutCount}.`,
    zh: `${zh}。其他分论坛：保持原位的已发布会谈 ${keptCount} 场，未编排的已达成邀约 ${leftOutCount} 个。`,
  };
}

function noteMoves({ options, evidence }: NotedDraft): Note | null {
  if (!evidence) return null;
  const { maxMoves, allowUnplace } = options;
  const { moved, displaced } = evidence;
  if (moved === 0 && maxMoves === null && !allowUnplace) return null;
  const limit = maxMoves === null ? { en: '', zh: '' } : { en: ` of at most ${maxMoves}`, zh: `（上限 ${maxMoves}）` };
  const may = allowUnplace
    ? { en: ' Meetings of more weight may take their places.', zh: '权重更高的会谈可占用其位置。' }
    : { en: '', zh: '' };
  return {
    en: `Published meetings that move or lose their place: ${moved - displaced}${limit.en}; that could not stay: ${displaced}.${may.en}`,
    zh: `改期或失去位置的已发布会谈：${moved - displaced}${limit.zh}；无法保留的：${displaced}。${may.zh}`,
  };
}

function noteWeights({ meetingWeights: { pair, triple, mustMeet } }: RunOptions): Note {
  return {
    en: `A meeting of two counts ${pair}, one of three ${triple}, and ${mustMeet} more for each party that must meet another.`,
    zh: `双方会谈计 ${pair}，三方会谈计 ${triple}，每有一方表示“必须会面”加 ${mustMeet}。`,
  };
}

function noteFairness({ asked, reached, isProven }: FairnessEvidence, weight: number): Note {
  if (reached <= asked) {
    return {
      en: `The breaks of any two delegations differ by at most ${reached}; asked were ${asked}.`,
      zh: `任意两个代表团的空档数相差不超过 ${reached}；要求为 ${asked}。`,
    };
  }
  return isProven
    ? {
        en: `No schedule of weight ${weight} keeps the breaks of any two delegations within ${asked}; the smallest difference is ${reached}.`,
        zh: `权重为 ${weight} 的日程都不能使任意两个代表团的空档数相差不超过 ${asked}；最小差值为 ${reached}。`,
      }
    : {
        en: `No schedule of weight ${weight} was found that keeps the breaks of any two delegations within ${asked}; the smallest difference found is ${reached}.`,
        zh: `未找到权重为 ${weight} 且任意两个代表团的空档数相差不超过 ${asked} 的日程；找到的最小差值为 ${reached}。`,
      };
}
