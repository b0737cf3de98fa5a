import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { inTransaction } from '../transaction.js';
import {
  checkQuery,
  type DirectoryPosition,
  type DirectoryQuery,
  type FacetCount,
  type Facets,
} from './directory-query.js';
import { countStatement, pageStatement, narrowingThreshold, type Statement } from './directory-sql.js';

export interface DirectoryCounts {
  /** Entries that the query finds. */
  total: number;
  /** Per filter, most frequent value first. */
  facets: Facets;
}

/** The approved companies that are not archived, found by names and key words in English, Chinese and their own language. */
@Injectable()
export class DirectoryService {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * The best answers first: all words in a name, then a similar name, then the words elsewhere; equal ones by English name.
   * At most `first` after the position.
   *
   * @throws BadInput for a text or filter that is too long
   */
  async search(query: DirectoryQuery, first: number, after: DirectoryPosition | null): Promise<DirectoryPosition[]> {
    checkQuery(query);
    return this.run<DirectoryPosition>(pageStatement(query, first, after));
  }

  /**
   * How many entries a query finds, and how many each value of a filter would: under all the other filters.
   *
   * @throws BadInput for a text or filter that is too long
   */
  async count(query: DirectoryQuery): Promise<DirectoryCounts> {
    checkQuery(query);
    const counts: DirectoryCounts = {
      total: 0,
      facets: { side: [], country: [], region: [], sector: [], capability: [] },
    };
    for (const { facet, code, count } of await this.run<FacetRow>(countStatement(query))) {
      if (facet === 'total') counts.total = count;
      else counts.facets[facet].push({ code, count });
    }
    return counts;
  }

  private run<Row>({ sql, parameters, hasText }: Statement): Promise<Row[]> {
    return inTransaction(this.dataSource, async (tx) => {
      if (hasText) {
        // The operator `<%` takes its threshold from here.
        await tx.query(`SET LOCAL pg_trgm.word_similarity_threshold = ${narrowingThreshold}`);
        // The planner takes likeness to be as cheap as equality and would look at every name: 135 ms, by index 4 ms.
        await tx.query('SET LOCAL enable_seqscan = off');
      }
      return tx.query<Row[]>(sql, parameters);
    });
  }
}

type FacetRow = FacetCount & { facet: keyof Facets | 'total' };
