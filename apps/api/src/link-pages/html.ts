/** A piece of HTML that may stand in a page as it is. */
export class Html {
  constructor(readonly text: string) {}

  toString(): string {
    return this.text;
  }
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

const escape = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character]!);

type Piece = Html | string | number | readonly Html[];

/** HTML from a template: what is not HTML already is escaped. Attributes stand in double quotes. */
export function html(strings: TemplateStringsArray, ...pieces: Piece[]): Html {
  const written = pieces.map((piece) => {
    if (piece instanceof Html) return piece.text;
    return typeof piece === 'object' ? piece.join('') : escape(String(piece));
  });
  return new Html(String.raw({ raw: strings }, ...written));
}
