/** Chinese and Japanese are cut by dictionary in any locale, so one segmenter serves every language. */
const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

/** One form for what readers take as the same: compatibility forms (full width, ligatures) and case are folded away. */
export function foldText(text: string): string {
  return text.normalize('NFKC').toLowerCase();
}

/** The words of a text, folded, each once, in order of appearance. About 1 µs a character. */
export function wordsOf(text: string): string[] {
  const words = new Set<string>();
  for (const { segment, isWordLike } of segmenter.segment(foldText(text))) if (isWordLike) words.add(segment);
  return [...words];
}
