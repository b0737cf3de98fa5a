/** What a reader sees of a code, in the two languages of the service. */
export interface Label {
  readonly en: string;
  readonly zh: string;
}

/** Where a table comes from, and the day (ISO 8601, perhaps only its year or month) on which it was true. */
export interface Provenance {
  readonly source: string;
  readonly asOf: string;
}
