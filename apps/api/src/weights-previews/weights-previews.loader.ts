import { Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import { WeightsPreviewsService } from '#domain';
import type { ApiContext } from '../graphql/api-context.js';

/** Whether the previews that one request names are stale, by one query. */
@Injectable()
export class WeightsPreviewsLoader {
  private readonly byRequest = new WeakMap<ApiContext, DataLoader<string, boolean>>();

  constructor(private readonly previews: WeightsPreviewsService) {}

  isStale(context: ApiContext, id: string): Promise<boolean> {
    let loader = this.byRequest.get(context);
    if (!loader) {
      // A subscription asks again at each change, within one request: what was true at the last one may not be.
      loader = new DataLoader<string, boolean>((ids) => this.fetch(ids), { cache: false });
      this.byRequest.set(context, loader);
    }
    return loader.load(id);
  }

  private async fetch(ids: readonly string[]): Promise<boolean[]> {
    const stale = await this.previews.findStale(ids);
    return ids.map((id) => stale.has(id));
  }
}
