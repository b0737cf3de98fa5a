import {
  buildPairIndex,
  defaultWeights,
  explainTriple,
  InputFaults,
  rankTriples,
  type CoverageLine,
  type Directory,
  type RankedTriple,
  type TripleRanking,
  type Weights,
} from '#matching';
import type { TriplesArguments } from './read-arguments.js';
import { readDirectory } from './read-directory.js';
import { readJson } from './read-json.js';
import { readWeights } from './read-weights.js';

/** What the command prints; the numbers are unrounded. */
export interface TriplesAnswer {
  weightsVersion: string;
  company: string;
  pairs: { possible: number; bounded: number; scored: number };
  seconds: { load: number; index: number; search: number };
  triples: AnsweredTriple[];
}

type AnsweredTriple = Pick<
  RankedTriple,
  'rank' | 'china' | 'developed' | 'developing' | 'score' | 'coverage' | 'reciprocity' | 'fit' | 'index' | 'shares'
> & { lines: CoverageLine[] };

/** @throws InputFaults for every fault of the files, or the fault of the asking company */
export function answerQuestion({ directoryFile, weightsFile, company, top }: TriplesArguments): TriplesAnswer {
  const startedAt = performance.now();
  const { directory, weights } = readFiles(directoryFile, weightsFile);
  const loadedAt = performance.now();

  const askingSide = sideOf(directory, company);
  const index = buildPairIndex(directory, { askingSide });
  const indexedAt = performance.now();

  const ranking = rankTriples({ directory, index, company, k: top, weights });
  const triples = ranking.triples.map((triple) => answered(directory, weights, triple));
  const seconds = {
    load: (loadedAt - startedAt) / 1000,
    index: (indexedAt - loadedAt) / 1000,
    search: (performance.now() - indexedAt) / 1000,
  };
  return { weightsVersion: weights.version, company, pairs: pairsOf(ranking), seconds, triples };
}

/** Faults of both files at once. */
function readFiles(directoryFile: string, weightsFile: string | null): { directory: Directory; weights: Weights } {
  const faults: string[] = [];
  const attempt = <T>(read: () => T): T | null => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof InputFaults)) throw error;
      faults.push(...error.faults);
      return null;
    }
  };
  const weights = attempt(() =>
    weightsFile === null ? defaultWeights : readWeights(readJson('--weights', weightsFile)),
  );
  const directory = attempt(() => readDirectory(readJson('--directory', directoryFile)));
  if (weights === null || directory === null) throw new InputFaults(faults);
  return { directory, weights };
}

/** 0 China, 1 developed, 2 developing; −1 for a company without a side, which the ranking refuses. */
function sideOf({ indexOf, side }: Directory, company: string): number {
  const index = indexOf.get(company);
  return index === undefined ? -1 : side[index]!;
}

function pairsOf({ counts: { possible, bounded, scored } }: TripleRanking): TriplesAnswer['pairs'] {
  return { possible, bounded, scored };
}

function answered(directory: Directory, weights: Weights, triple: RankedTriple): AnsweredTriple {
  const { rank, china, developed, developing, score, coverage, reciprocity, fit, index, shares } = triple;
  const { lines } = explainTriple({ directory, companies: [china, developed, developing], weights })!;
  return { rank, china, developed, developing, score, coverage, reciprocity, fit, index, shares, lines };
}
