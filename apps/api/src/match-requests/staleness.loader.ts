import { Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import { StalenessService } from '#domain';
import type { ApiContext } from '../graphql/api-context.js';

type Question = 'findOutdatedVersions' | 'findStaleMatchRequests' | 'findStaleAbsenceRequests';

/** Whether what one request names is stale, by one query for all of a kind. */
@Injectable()
export class StalenessLoader {
  private readonly byRequest = new WeakMap<ApiContext, Record<Question, DataLoader<string, boolean>>>();

  constructor(private readonly staleness: StalenessService) {}

  isOutdatedVersion(context: ApiContext, versionId: string): Promise<boolean> {
    return this.loadersOf(context).findOutdatedVersions.load(versionId);
  }

  isStaleMatchRequest(context: ApiContext, id: string): Promise<boolean> {
    return this.loadersOf(context).findStaleMatchRequests.load(id);
  }

  isStaleAbsenceRequest(context: ApiContext, id: string): Promise<boolean> {
    return this.loadersOf(context).findStaleAbsenceRequests.load(id);
  }

  private loadersOf(context: ApiContext): Record<Question, DataLoader<string, boolean>> {
    let loaders = this.byRequest.get(context);
    if (!loaders) {
      loaders = {
        findOutdatedVersions: this.loaderOf('findOutdatedVersions'),
        findStaleMatchRequests: this.loaderOf('findStaleMatchRequests'),
        findStaleAbsenceRequests: this.loaderOf('findStaleAbsenceRequests'),
      };
      this.byRequest.set(context, loaders);
    }
    return loaders;
  }

  private loaderOf(question: Question): DataLoader<string, boolean> {
    return new DataLoader<string, boolean>(
      async (ids) => {
        const stale = await this.staleness[question](ids);
        return ids.map((id) => stale.has(id));
      },
      // A subscription asks again at each change, within one request: what was true at the last one may not be.
      { cache: false },
    );
  }
}
