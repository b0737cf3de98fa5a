import type { DataSource } from 'typeorm';
import { matchingTaxonomy, readMatchPool, type Answered, type MatchCore, type MatchRun } from '#domain';
import { compareWeights, compileDirectory, explainAbsence, rankAndExplain, rankEveryCompany } from '#matching';

/** The matching core in this process, over pools that are read and packed anew for each question. */
export function matchCore(dataSource: DataSource): MatchCore {
  const ask =
    <Question, Answer>(answer: (question: never) => Answer) =>
    async (forumId: string | null, question: Question, { onProgress }: MatchRun): Promise<Answered<Answer>> => {
      const { profiles, versionIds, nevers } = await readMatchPool(dataSource.manager, forumId);
      const directory = compileDirectory(profiles, matchingTaxonomy());
      const whole = {
        ...question,
        directory,
        nevers,
        onProgress: (done: number, total: number) => onProgress(done / total),
      };
      return { answer: answer(whole as never), versionIds };
    };
  return {
    rankAndExplain: ask(rankAndExplain),
    rankEveryCompany: ask(rankEveryCompany),
    explainAbsence: ask(explainAbsence),
    compareWeights: ask(compareWeights),
  };
}
