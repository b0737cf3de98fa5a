import { defaultWeights } from '#matching';
import { fresh, type OperationEntries } from './operation-entry.js';

const { score, fit } = defaultWeights;

/** Match requests, forum-wide runs and other weights. */
export const matchingEntries: OperationEntries = {
  'Query.matchRequest': { variables: ({ ids }) => ({ id: ids.matchRequest }) },
  'Query.matchRequests': { variables: ({ ids }) => ({ companyId: ids.company }) },
  'Mutation.requestMatches': {
    variables: ({ ids }) => ({
      input: {
        companyId: ids.company,
        forumId: ids.forum,
        count: 3,
        filters: { excludedCompanyIds: [ids.otherCompany] },
        idempotencyKey: fresh(),
      },
    }),
    answer: 'MatchRequest',
  },
  'Subscription.matchRequestProgress': { variables: ({ ids }) => ({ id: ids.matchRequest }) },
  'Query.absenceRequest': { variables: ({ ids }) => ({ id: ids.absenceRequest }) },
  'Mutation.explainAbsence': {
    variables: ({ ids }) => ({
      input: {
        matchRequestId: ids.matchRequest,
        companyIds: [ids.partnerCompany, ids.developingCompany],
        idempotencyKey: fresh(),
      },
    }),
    answer: 'AbsenceRequest',
  },
  'Subscription.absenceRequestProgress': { variables: ({ ids }) => ({ id: ids.absenceRequest }) },

  'Query.forumRanking': { variables: ({ ids }) => ({ id: ids.forumRanking }) },
  'Query.forumRankings': { variables: ({ ids }) => ({ forumId: ids.forum }) },
  'Mutation.startForumRanking': {
    variables: ({ ids }) => ({ input: { forumId: ids.forum, count: 3, idempotencyKey: fresh() } }),
    answer: 'ForumRanking',
  },
  'Mutation.cancelForumRanking': { variables: ({ ids }) => ({ id: ids.forumRanking }), answer: 'WrongState' },
  'Subscription.forumRankingProgress': { variables: ({ ids }) => ({ id: ids.forumRanking }) },

  'Query.weightsPreview': { variables: ({ ids }) => ({ id: ids.weightsPreview }) },
  'Query.weightsPreviews': { variables: ({ ids }) => ({ forumId: ids.forum }) },
  'Query.weightsHistory': { variables: ({ ids }) => ({ forumId: ids.forum }) },
  'Mutation.previewWeights': {
    variables: ({ ids }) => ({ input: { forumId: ids.forum, score, fit, idempotencyKey: fresh() } }),
    answer: 'WeightsPreview',
  },
  'Mutation.adoptWeightsPreview': { variables: ({ ids }) => ({ id: ids.queuedPreview }), answer: 'WrongState' },
  'Subscription.weightsPreviewProgress': { variables: ({ ids }) => ({ id: ids.weightsPreview }) },
};
