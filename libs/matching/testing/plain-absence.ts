import type { Absence, CompanyProfile, ScoreChange, TripleFilters } from '../src/index.js';
import { compareTriples, tripleKey } from '../src/triple-order.js';
import { effective, everyTriple, passes, plainPools, plainScore, type PlainWorld, type Trio } from './plain-scoring.js';

/** What the twin answers too. */
export type PlainAbsence = Pick<Absence, 'rank' | 'possible' | 'scoreToReach' | 'droppedBy' | 'changes'>;

/** The slow, obvious twin: every change tried on the profiles, every triple of the asking company listed. */
export function plainAbsence(
  world: PlainWorld,
  trio: Trio,
  asking: number,
  filters: TripleFilters,
  k: number,
): PlainAbsence {
  const members = { china: trio[0].id, developed: trio[1].id, developing: trio[2].id };
  const all = everyTriple(world, trio[asking]!.id, filters);
  const others = all.filter((triple) => tripleKey(triple) !== tripleKey(members));
  const scoreNow = plainScore(world, trio).score;
  const changes = everyChange(world, trio).map(({ change, trio: changed }): ScoreChange => {
    const { score, reciprocity } = plainScore(world, changed);
    const before = others.filter((other) => compareTriples(other, { ...members, score }) < 0).length;
    const isListed = reciprocity > 0 && passes(world, changed, changed[asking]!, filters) && before < k;
    return { ...change, score, reachesList: isListed };
  });
  const weakerIsEnough = (change: ScoreChange) =>
    changes.some(
      (other) =>
        other.reachesList &&
        other.kind === 'OFFER' &&
        other.company === change.company &&
        other.code === change.code &&
        other.value! < change.value!,
    );
  return {
    rank: all.findIndex((triple) => tripleKey(triple) === tripleKey(members)) + 1 || null,
    possible: countPossible(world, trio[asking]!, filters),
    scoreToReach: all[k - 1]?.score ?? null,
    droppedBy: (['hostCountries', 'sectors', 'needsCovered', 'excludedCompanies', 'minimumIndex'] as const).filter(
      (name) => !passes(world, trio, trio[asking]!, { [name]: filters[name] }),
    ),
    changes: changes
      .filter(({ score }) => score > scoreNow)
      .filter((change) => change.kind !== 'OFFER' || !weakerIsEnough(change))
      .filter((change) => change.value !== 0.8 || change.kind !== 'OFFER' || change.reachesList)
      .sort((a, b) => b.score - a.score || (order(a) < order(b) ? -1 : 1))
      .slice(0, 10),
  };
}

/** Triples left by the filters that shrink the pools, open or not. */
function countPossible(world: PlainWorld, asking: CompanyProfile, filters: TripleFilters): number {
  const { hostCountries, sectors, excludedCompanies } = filters;
  const [china, developed, developing] = plainPools(world).map((pool) => (pool.includes(asking) ? [asking] : pool));
  return china!.flatMap((c) =>
    developed!.flatMap((d) =>
      developing!.filter((g) => passes(world, [c, d, g], asking, { hostCountries, sectors, excludedCompanies })),
    ),
  ).length;
}

function order({ company, kind, code }: ScoreChange): string {
  return [company, kind, code].join(' ');
}

type PlainChange = { change: Omit<ScoreChange, 'score' | 'reachesList'>; trio: Trio };

/** Needs it, and gets it from nobody in full. */
function lacks(world: PlainWorld, trio: Trio, member: CompanyProfile, code: string): boolean {
  const others = trio.filter((other) => other !== member);
  return (
    member.needs.some(({ capability }) => capability === code) &&
    others.every((other) => effective(world, member, other, code) < 2000)
  );
}

function everyChange(world: PlainWorld, trio: Trio): PlainChange[] {
  const { taxonomy } = world;
  return trio.flatMap((member, at) => {
    const partners = trio.filter((other) => other !== member);
    const change = (kind: ScoreChange['kind'], code: string, value: number | null, part: Partial<CompanyProfile>) => ({
      change: { company: member.id, kind, code, value },
      trio: trio.map((other, i) => (i === at ? { ...member, ...part } : other)) as Trio,
    });
    const marketsOf = (p: CompanyProfile) => (p.side === 'DEVELOPING' ? [...p.markets, p.country] : p.markets);
    return [
      ...taxonomy.capabilities
        .filter(({ code }) => partners.some((partner) => lacks(world, trio, partner, code)))
        .flatMap(({ code }) =>
          [0.8, 1]
            .filter((strength) => !member.offers.some((o) => o.capability === code && o.strength >= strength))
            .map((strength) =>
              change('OFFER', code, strength, {
                offers: [
                  ...member.offers.filter(({ capability }) => capability !== code),
                  { capability: code, strength },
                ],
              }),
            ),
        ),
      ...taxonomy.countries
        .filter(({ code }) => partners.some((partner) => marketsOf(partner).includes(code)))
        .filter(({ code }) => !marketsOf(member).includes(code))
        .map(({ code }) => change('MARKET', code, null, { markets: [...member.markets, code] })),
      ...['en', 'zh', 'fr', 'pt']
        .filter((tag) => partners.some(({ languages }) => languages.some((spoken) => spoken.tag.startsWith(tag))))
        .map((tag) => change('LANGUAGE', tag, 0.8, { languages: [...member.languages, { tag, level: 0.8 }] })),
      ...taxonomy.modes
        .filter((mode) => !member.modes.includes(mode) && partners.some(({ modes }) => modes.includes(mode)))
        .map((mode) => change('MODE', mode, null, { modes: [...member.modes, mode] })),
      ...taxonomy.sectors
        .filter(({ code }) => !member.sectors.includes(code) && partners.some(({ sectors }) => sectors.includes(code)))
        .map(({ code }) => change('SECTOR', code, null, { sectors: [...member.sectors, code] })),
    ];
  });
}
