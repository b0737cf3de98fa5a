import { Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import { DelegationsService, type Delegation } from '#domain';
import type { ApiContext } from '../graphql/api-context.js';

/** The delegations of all participations that one request names, by one query. */
@Injectable()
export class DelegationsLoader {
  private readonly byRequest = new WeakMap<ApiContext, DataLoader<string, Delegation[]>>();

  constructor(private readonly delegations: DelegationsService) {}

  load(context: ApiContext, participationId: string): Promise<Delegation[]> {
    let loader = this.byRequest.get(context);
    if (!loader) {
      loader = new DataLoader((ids) => this.fetch(ids));
      this.byRequest.set(context, loader);
    }
    return loader.load(participationId);
  }

  private async fetch(participationIds: readonly string[]): Promise<Delegation[][]> {
    const all = await this.delegations.listOf(participationIds);
    return participationIds.map((id) => all.filter(({ participationId }) => participationId === id));
  }
}
