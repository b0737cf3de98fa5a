import { Args, Context, Query, Resolver } from '@nestjs/graphql';
import {
  BadInput,
  Company,
  DirectoryService,
  facetFilters,
  findCapability,
  findCountry,
  findRegion,
  findSector,
  type DirectoryPosition,
  type FacetFilter,
  type Label,
} from '#domain';
import { Access } from '../auth/access.decorator.js';
import { KeyScope } from '../auth/key-scope.decorator.js';
import type { CompanyType } from '../companies/company.type.js';
import type { ApiContext } from '../graphql/api-context.js';
import { decodeCursor, pageOf, type Page } from '../graphql/pagination.js';
import {
  DirectoryConnection,
  DirectoryCountsType,
  DirectoryQueryInput,
  FacetCountType,
  SearchDirectoryArgs,
} from './directory.type.js';

const queryArgument = { type: () => DirectoryQueryInput, defaultValue: {}, description: 'Text and filters.' };

const labelOf: Record<FacetFilter, (code: string) => Label | null> = {
  side: () => null,
  country: (code) => findCountry(code)?.label ?? null,
  region: (code) => findRegion(code)?.label ?? null,
  sector: (code) => findSector(code)?.label ?? null,
  capability: (code) => findCapability(code)?.label ?? null,
};

@Resolver()
export class DirectoryResolver {
  constructor(private readonly directory: DirectoryService) {}

  @Access('signedIn')
  @KeyScope('directory:read')
  @Query(() => DirectoryConnection, {
    description: 'The approved companies that a text and filters find: names before similar names before other words.',
  })
  async searchDirectory(
    @Args() { query, first, after }: SearchDirectoryArgs,
    @Context() { loaders }: ApiContext,
  ): Promise<Page<CompanyType>> {
    const found = await this.directory.search(query, first + 1, positionOf(after));
    const page = pageOf(found, first, ({ score, sortName, companyId }) => [score, sortName, companyId]);
    const companies = await Promise.all(page.nodes.map(({ companyId }) => loaders.load(Company, companyId)));
    const nodes = companies.map((company) => company!); // an entry goes with its company
    return { ...page, nodes, edges: page.edges.map(({ cursor }, i) => ({ cursor, node: nodes[i]! })) };
  }

  @Access('signedIn')
  @KeyScope('directory:read')
  @Query(() => DirectoryCountsType, { description: 'How many companies a search finds, in all and by filter.' })
  async countDirectory(@Args('query', queryArgument) query: DirectoryQueryInput): Promise<DirectoryCountsType> {
    const { total, facets } = await this.directory.count(query);
    const labelled = facetFilters.map((filter): [FacetFilter, FacetCountType[]] => [
      filter,
      facets[filter].map(({ code, count }) => ({ code, count, label: labelOf[filter](code) })),
    ]);
    return { total, facets: Object.fromEntries(labelled) as Record<FacetFilter, FacetCountType[]> };
  }
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** @throws BadInput when the cursor was not made by a search */
function positionOf(after: string | null | undefined): DirectoryPosition | null {
  const cursor = decodeCursor(after, 3);
  if (!cursor) return null;
  const [score, sortName, companyId] = cursor;
  if (!Number.isInteger(score) || typeof sortName !== 'string' || !uuid.test(String(companyId))) {
    throw new BadInput([{ field: 'after', allowed: 'a cursor from an earlier page of the same list' }]);
  }
  return { score: Number(score), sortName, companyId: String(companyId) };
}
