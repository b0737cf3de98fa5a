import { fresh, type Names, type OperationEntries, type OperationEntry } from './operation-entry.js';

const stale = 'EditConflict';

/** An edit of one meeting of a draft. */
const edit = (more: (names: Names) => object = () => ({})): OperationEntry => ({
  variables: (names) => ({
    input: {
      scheduleDraftId: names.ids.scheduleDraft,
      draftMeetingId: names.ids.draftMeeting,
      expectedVersion: names.version,
      ...more(names),
    },
  }),
  answer: stale,
  versionOf: 'scheduleDraft',
});

/** Runs of the solver and their drafts. */
export const scheduleEntries: OperationEntries = {
  'Query.scheduleDraft': { variables: ({ ids }) => ({ id: ids.scheduleDraft }) },
  'Query.scheduleDrafts': { variables: ({ ids }) => ({ forumId: ids.forum }) },
  'Query.approvalPreview': { variables: ({ ids }) => ({ scheduleDraftId: ids.scheduleDraft }) },
  'Query.compareDrafts': { variables: ({ ids }) => ({ a: ids.scheduleDraft, b: ids.approvedDraft }) },
  'Subscription.scheduleDraftProgress': { variables: ({ ids }) => ({ id: ids.scheduleDraft }) },
  'Mutation.startScheduleRun': {
    variables: ({ ids }) => ({ input: { forumId: ids.forum, subForumIds: [ids.subForum], idempotencyKey: fresh() } }),
    answer: 'ScheduleDraft',
  },
  'Mutation.cancelScheduleRun': { variables: ({ ids }) => ({ id: ids.scheduleDraft }), answer: 'WrongState' },
  'Mutation.moveDraftMeeting': edit(({ ids }) => ({ slotId: ids.freeSlot, tableId: ids.freeTable })),
  'Mutation.pinDraftMeeting': edit(),
  'Mutation.unplaceDraftMeeting': edit(),
  'Mutation.approveScheduleDraft': {
    variables: ({ ids, version }) => ({
      input: { scheduleDraftId: ids.scheduleDraft, expectedVersion: version },
    }),
    answer: stale,
    versionOf: 'scheduleDraft',
  },
  'Mutation.rebaseScheduleDraft': {
    variables: ({ ids, version }) => ({
      input: { scheduleDraftId: ids.scheduleDraft, expectedVersion: version },
    }),
    answer: stale,
    versionOf: 'scheduleDraft',
  },
  'Mutation.rebaseAndApproveScheduleDraft': {
    variables: ({ ids, version }) => ({
      input: { scheduleDraftId: ids.scheduleDraft, expectedVersion: version },
    }),
    answer: stale,
    versionOf: 'scheduleDraft',
  },
  'Mutation.restoreSchedule': {
    variables: ({ ids }) => ({ input: { scheduleDraftId: ids.scheduleDraft, idempotencyKey: fresh() } }),
    answer: 'WrongState',
  },
};
