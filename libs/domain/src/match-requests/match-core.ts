import type {
  Absence,
  AbsenceQuestion,
  CompanyRanking,
  EveryCompanyQuestion,
  ExplainedRanking,
  ExplainedRankingQuestion,
  WeightsComparison,
  WeightsComparisonQuestion,
} from '#matching';

/** What the core adds to a question itself: the companies as they are now. */
type OfThePool = 'directory' | 'index' | 'nevers' | 'onProgress';

/** How far a question has come, and when to leave it. */
export interface MatchRun {
  /** Hears a share from 0 to 1. */
  onProgress: (share: number) => void;
  /** The answer rejects soon after this aborts. */
  signal: AbortSignal;
}

/** An answer about the companies as they stood when it was begun. */
export interface Answered<Answer> {
  answer: Answer;
  /** By company id, for all companies of the pool: the approved version that was scored. */
  versionIds: ReadonlyMap<string, string>;
}

/**
 * The matching core beside the event loop, over pools that are kept packed and warm: the approved participants of a forum or,
 * with null, the whole directory, as they are at the moment of the question.
 *
 * Every question rejects with InputFaults as the function of #matching by its name does.
 */
export interface MatchCore {
  rankAndExplain(
    forumId: string | null,
    question: Omit<ExplainedRankingQuestion, OfThePool>,
    run: MatchRun,
  ): Promise<Answered<ExplainedRanking>>;

  /** Companies that have left the pool meanwhile, or lack what every match needs, are left out of the answer. */
  rankEveryCompany(
    forumId: string,
    question: Omit<EveryCompanyQuestion, OfThePool>,
    run: MatchRun,
  ): Promise<Answered<CompanyRanking[]>>;

  explainAbsence(
    forumId: string | null,
    question: Omit<AbsenceQuestion, OfThePool>,
    run: MatchRun,
  ): Promise<Answered<Absence | null>>;

  compareWeights(
    forumId: string,
    question: Omit<WeightsComparisonQuestion, OfThePool>,
    run: MatchRun,
  ): Promise<Answered<WeightsComparison>>;
}
