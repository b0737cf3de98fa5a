import { Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import {
  isOpen,
  RelationsService,
  showProfile,
  visibilityOf,
  type Actor,
  type Company,
  type Profile,
  type Relation,
} from '#domain';
import type { ApiContext } from '../graphql/api-context.js';

/** What the reader of a request is to the companies that it names, asked for all at once. */
@Injectable()
export class RelationsLoader {
  private readonly byRequest = new WeakMap<ApiContext, DataLoader<string, Relation>>();
  private readonly asPersonByRequest = new WeakMap<ApiContext, DataLoader<string, Relation>>();

  constructor(private readonly relations: RelationsService) {}

  load(context: ApiContext, companyId: string): Promise<Relation> {
    return this.loaderIn(this.byRequest, context, context.actor).load(companyId);
  }

  /** The same without what an administrator is to every company: whom to write to is agreed on by companies. */
  loadAsPerson(context: ApiContext, companyId: string): Promise<Relation> {
    const { actor } = context;
    if (!actor?.isAdministrator) return this.load(context, companyId);
    return this.loaderIn(this.asPersonByRequest, context, { ...actor, isAdministrator: false }).load(companyId);
  }

  /** The one way from a company's profile to its reader: what is kept from the reader is empty. */
  async show(context: ApiContext, company: Company, profile: Profile): Promise<Profile> {
    const visibility = visibilityOf(company.visibility);
    if (isOpen(visibility)) return profile;
    return showProfile(profile, visibility, await this.load(context, company.id));
  }

  private loaderIn(
    byRequest: WeakMap<ApiContext, DataLoader<string, Relation>>,
    context: ApiContext,
    actor: Actor | null,
  ): DataLoader<string, Relation> {
    let loader = byRequest.get(context);
    if (!loader) {
      loader = new DataLoader((ids) => this.fetch(actor, ids));
      byRequest.set(context, loader);
    }
    return loader;
  }

  private async fetch(actor: Actor | null, companyIds: readonly string[]): Promise<Relation[]> {
    if (!actor) return companyIds.map(() => 'stranger');
    const found = await this.relations.relationsOf(actor, companyIds);
    return companyIds.map((id) => found.get(id) ?? 'stranger');
  }
}
