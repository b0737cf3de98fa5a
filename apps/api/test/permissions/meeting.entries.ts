import { fresh, type Names, type OperationEntries, type OperationEntry } from './operation-entry.js';

const stale = 'EditConflict';

/** What a company's own people do with a meeting request. */
const act = (more: (names: Names) => object = () => ({})): OperationEntry => ({
  variables: (names) => ({
    input: {
      meetingRequestId: names.ids.incompleteRequest,
      companyId: names.ids.company,
      expectedVersion: names.version,
      ...more(names),
    },
  }),
  answer: stale,
  versionOf: 'incompleteRequest',
});

/** How companies come to meet, and their meetings. */
export const meetingEntries: OperationEntries = {
  'Query.preferences': { variables: ({ ids }) => ({ forumId: ids.forum, companyId: ids.company }) },
  'Mutation.setPreference': {
    variables: ({ ids }) => ({
      input: {
        forumId: ids.forum,
        companyId: ids.company,
        otherCompanyId: ids.partnerCompany,
        value: 'MUST_MEET',
      },
    }),
    answer: 'Preference',
  },
  'Mutation.clearPreference': {
    variables: ({ ids }) => ({
      input: { forumId: ids.forum, companyId: ids.company, otherCompanyId: ids.otherCompany },
    }),
  },

  'Query.meetingRequest': { variables: ({ ids }) => ({ id: ids.incompleteRequest }), also: ['partner'] },
  'Query.meetingRequests': { variables: ({ ids }) => ({ forumId: ids.forum, companyId: ids.company }) },
  'Query.meetingRequestSubstitutes': {
    variables: ({ ids }) => ({ meetingRequestId: ids.incompleteRequest }),
  },
  'Subscription.meetingRequestChanged': { variables: ({ ids }) => ({ id: ids.incompleteRequest }), also: ['partner'] },
  'Mutation.proposeMeeting': {
    variables: ({ ids }) => ({
      input: {
        forumId: ids.forum,
        companyId: ids.company,
        otherCompanyIds: [ids.partnerCompany],
        subForumId: ids.subForum,
        idempotencyKey: fresh(),
      },
    }),
    answer: 'AlreadyRequested',
  },
  'Mutation.acceptMeetingRequest': act(),
  'Mutation.declineMeetingRequest': act(() => ({ reason: 'No' })),
  'Mutation.withdrawMeetingRequest': act(),
  'Mutation.leaveMeetingRequest': act(() => ({ reason: 'No' })),
  'Mutation.continueAsTwo': act(),
  'Mutation.changeMeetingRequest': act(({ ids }) => ({ message: 'Changed', subForumId: ids.subForum })),
  'Mutation.chooseSubstitute': act(({ ids }) => ({ substituteCompanyId: ids.lastCompany })),

  'Query.meeting': { variables: ({ ids }) => ({ id: ids.meeting }), also: ['partner'] },
  'Query.myAgenda': { variables: ({ ids }) => ({ forumId: ids.forum, companyId: ids.company }) },
  'Query.forumMeetings': { variables: ({ ids }) => ({ forumId: ids.forum }) },
  'Query.commonFreeSlots': {
    variables: ({ ids }) => ({ forumId: ids.forum, companyIds: [ids.company, ids.partnerCompany] }),
    answer: 'FreeSlots',
    also: ['partner'],
  },
  'Mutation.bookMeeting': {
    variables: ({ ids }) => ({
      input: {
        forumId: ids.forum,
        companyId: ids.company,
        otherCompanyId: ids.developingCompany,
        slotId: ids.freeSlot,
        tableId: ids.freeTable,
        delegationId: ids.delegation,
        idempotencyKey: fresh(),
      },
    }),
    answer: 'AgreementNeeded',
  },
  'Mutation.moveMeeting': {
    variables: ({ ids, version }) => ({
      input: {
        meetingId: ids.meeting,
        slotId: ids.freeSlot,
        tableId: ids.freeTable,
        expectedVersion: version,
        reason: 'A flight',
      },
    }),
    answer: stale,
    also: ['partner'],
    versionOf: 'meeting',
  },
  'Mutation.cancelMeeting': {
    variables: ({ ids, version }) => ({
      input: { meetingId: ids.meeting, expectedVersion: version, isOver: false, reason: 'A flight' },
    }),
    answer: stale,
    also: ['partner'],
    versionOf: 'meeting',
  },
};
