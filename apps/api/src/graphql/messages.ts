import type { Locale, Refusal } from '#domain';

export type { Locale };

/** A text per language, filled with the public fields of the refusal. */
export type Message = Record<Locale, (parameters: Record<string, unknown>) => string>;

const registered = new Map<string, Message>();

/** Each feature registers the texts of its refusals, by code. */
export function registerMessages(messages: Record<string, Message>): void {
  for (const [code, message] of Object.entries(messages)) registered.set(code, message);
}

export function messageOf(refusal: Refusal, locale: Locale): string {
  const message = registered.get(refusal.code);
  if (!message) throw new Error(`The catalogue has no message for ${refusal.code}.`);
  return message[locale]({ ...refusal });
}

/** The first language of an Accept-Language header that Trefoil speaks; English otherwise. */
export function localeOf(acceptLanguage: string | undefined): Locale {
  const tags = (acceptLanguage ?? '').split(',').map((tag) => tag.trim().toLowerCase());
  const known = tags.find((tag) => tag.startsWith('zh') || tag.startsWith('en'));
  return known?.startsWith('zh') ? 'zh' : 'en';
}

registerMessages({
  NOT_AVAILABLE: { en: () => 'This is not available.', zh: () => '该对象不可用。' },
  EDIT_CONFLICT: {
    en: ({ presentVersion }) =>
      `Somebody changed this in the meantime; it is now at version ${String(presentVersion)}. Read it again and repeat your change.`,
    zh: ({ presentVersion }) => `内容已被他人修改，当前版本为 ${String(presentVersion)}。请重新读取后再修改。`,
  },
  WRONG_STATE: {
    en: ({ presentState, allowedStates }) =>
      `This is possible only in the state ${listOf(allowedStates, ' or ')}; the present state is ${String(presentState)}.`,
    zh: ({ presentState, allowedStates }) =>
      `仅在状态 ${listOf(allowedStates, '、')} 下可执行此操作；当前状态为 ${String(presentState)}。`,
  },
});

export function listOf(values: unknown, separator: string): string {
  return (values as unknown[]).map(String).join(separator);
}
