import { Refusal } from '../refusal.js';

/** The forum's weights were changed since the preview compared with them, so that it tells nothing of adopting it now. */
export class WeightsPreviewStale extends Refusal {
  readonly code = 'WEIGHTS_PREVIEW_STALE';
  constructor(
    readonly comparedVersion: string,
    readonly presentVersion: string,
  ) {
    super();
  }
}
