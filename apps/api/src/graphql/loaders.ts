import { Injectable } from '@nestjs/common';
import DataLoader from 'dataloader';
import { DataSource, In, type EntityTarget, type ObjectLiteral } from 'typeorm';

/**
 * Batches the reads of one request: all companies that a list names come by one query. Loads by primary key only; whether the
 * actor may see what is loaded is decided by the field that asks.
 */
@Injectable()
export class Loaders {
  private readonly byEntity = new Map<unknown, DataLoader<string, ObjectLiteral | null>>();

  constructor(private readonly dataSource: DataSource) {}

  forRequest(): Loaders {
    return new Loaders(this.dataSource);
  }

  /** The row with this id, or null. */
  async load<T extends ObjectLiteral & { id: string }>(entity: EntityTarget<T>, id: string): Promise<T | null> {
    let loader = this.byEntity.get(entity);
    if (!loader) {
      loader = new DataLoader<string, ObjectLiteral | null>((ids) => this.fetch(entity, ids));
      this.byEntity.set(entity, loader);
    }
    return (await loader.load(id)) as T | null;
  }

  private async fetch<T extends ObjectLiteral & { id: string }>(
    entity: EntityTarget<T>,
    ids: readonly string[],
  ): Promise<(T | null)[]> {
    const rows = await this.dataSource.getRepository(entity).find({ where: { id: In([...ids]) } as never });
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id) ?? null);
  }
}
