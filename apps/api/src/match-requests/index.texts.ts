import type { Label } from '#domain';

/**
 * What a 1+1+1 index says of a triple: it is 3 times what the three cover of their needs together over what each would cover
 * with the one partner that is best for it.
 *
 * @param index 3 to 6, or null where nobody covers anything
 */
export function indexSentence(index: number | null): Label {
  if (index === null) {
    return {
      en: 'The 1+1+1 index has no value: none of the three covers a need of another.',
      zh: '“1+1+1”指数无值：三方均未满足其他方的任何需求。',
    };
  }
  if (index === 3) {
    return {
      en: '1+1+1 is 3.00 here: each of the three would get as much from its one best partner, the third adds nothing.',
      zh: '此处“1+1+1”为 3.00：每一方仅与其最佳伙伴合作即可获得同样的满足，第三方没有带来增益。',
    };
  }
  if (index === 6) {
    return {
      en: '1+1+1 is 6.00 here, the most there is: together the three cover twice what each would get from its one best partner.',
      zh: '此处“1+1+1”为 6.00，即最大值：三方合作满足的需求是各自仅与最佳伙伴合作时的两倍。',
    };
  }
  const number = between(index);
  const percent = gainOf(index);
  return {
    en: `1+1+1 is ${number} here: together the three cover ${percent} more of their needs than each would with its one best partner (3 when the third adds nothing, at most 6).`,
    zh: `此处“1+1+1”为 ${number}：三方合作满足的需求比各自仅与最佳伙伴合作时多 ${percent}（第三方没有增益时为 3，最大为 6）。`,
  };
}

/** Two decimals, or as many as it takes not to read as one of the two ends. */
function between(index: number): string {
  for (let decimals = 2; decimals < 16; decimals += 1) {
    const text = index.toFixed(decimals);
    if (Number(text) > 3 && Number(text) < 6) return text;
  }
  return String(index);
}

function gainOf(index: number): string {
  const percent = (index / 3 - 1) * 100;
  if (percent < 1) return '<1%';
  return percent > 99 && percent < 100 ? '99%' : `${Math.round(percent)}%`;
}
