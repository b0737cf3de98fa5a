import { defaultWeights } from '#matching';
import { fresh, type OperationEntries } from './operation-entry.js';

const { score, fit } = defaultWeights;
const stale = 'EditConflict';

const details = {
  nameEn: 'Renamed',
  theme: 'Energy',
  place: 'Nairobi',
  bookingRules: {
    opensAt: '2020-01-01T00:00:00Z',
    closesAt: '2027-05-11T00:00:00Z',
    requestExpiryHours: 72,
    dailyMaximum: 8,
  },
};

/** A forum, its programme, its staff and who takes part. */
export const forumEntries: OperationEntries = {
  'Query.forum': { variables: ({ ids }) => ({ id: ids.forum }) },
  'Query.forums': { variables: () => ({ first: 100 }) },
  'Query.forumProgramme': { variables: ({ ids }) => ({ forumId: ids.forum }) },
  'Query.forumStaff': { variables: ({ ids }) => ({ forumId: ids.forum }) },
  'Mutation.createForum': {
    // Whoever makes a forum organizes it, which would give the next operations another cast: so it stops at the forum's zone.
    variables: () => ({
      idempotencyKey: fresh(),
      input: { ...details, days: ['2027-05-10'], timeZone: 'Nowhere' },
    }),
    answer: 'BAD_USER_INPUT',
  },
  'Mutation.editForum': {
    variables: ({ ids, version }) => ({ forumId: ids.forum, expectedVersion: version, input: details }),
    answer: stale,
    versionOf: 'forum',
  },
  'Mutation.advanceForum': {
    variables: ({ ids, version }) => ({ forumId: ids.forum, expectedVersion: version, to: 'RUNNING' }),
    answer: stale,
    versionOf: 'forum',
  },
  'Mutation.setForumWeights': {
    variables: ({ ids, version }) => ({ forumId: ids.forum, expectedVersion: version, weights: { score, fit } }),
    answer: stale,
    versionOf: 'forum',
  },
  'Mutation.addSession': {
    variables: ({ ids }) => ({
      forumId: ids.forum,
      idempotencyKey: fresh(),
      input: {
        name: 'Again',
        date: '2027-05-10',
        from: '09:00',
        to: '10:00',
        slotMinutes: 30,
        breakMinutes: 0,
        subForumId: ids.subForum,
      },
    }),
    answer: 'Session',
  },
  'Mutation.addTable': {
    variables: ({ ids }) => ({
      forumId: ids.forum,
      idempotencyKey: fresh(),
      input: { label: '2-1', place: 'ROOM', room: 'Hall A', seats: 2, subForumId: ids.subForum },
    }),
    answer: 'LabelTaken',
  },
  'Mutation.removeTable': { variables: ({ ids }) => ({ tableId: ids.table }), answer: 'TableInUse' },
  'Mutation.setForumStaff': {
    variables: ({ ids }) => ({ forumId: ids.forum, accountId: ids.organizerAccount, role: 'ASSISTANT' }),
    answer: 'LastOrganizer',
  },
  'Mutation.removeForumStaff': {
    variables: ({ ids }) => ({ forumId: ids.forum, accountId: ids.organizerAccount }),
    answer: 'LastOrganizer',
  },

  'Query.myParticipations': { variables: () => ({}), also: ['partner', 'strangeOwner'] },
  'Query.participation': { variables: ({ ids }) => ({ id: ids.participation }) },
  'Query.participations': { variables: ({ ids }) => ({ forumId: ids.forum, first: 100 }) },
  'Mutation.applyToForum': {
    variables: ({ ids }) => ({
      idempotencyKey: fresh(),
      input: { forumId: ids.forum, companyId: ids.company },
    }),
    answer: 'AlreadyApplied',
  },
  'Mutation.approveParticipation': {
    variables: ({ ids, version }) => ({ participationId: ids.participation, expectedVersion: version }),
    answer: stale,
    versionOf: 'participation',
  },
  'Mutation.declineParticipation': {
    variables: ({ ids, version }) => ({
      participationId: ids.participation,
      expectedVersion: version,
      reason: 'Not this year',
    }),
    answer: stale,
    versionOf: 'participation',
  },
  'Mutation.withdrawParticipation': {
    variables: ({ ids, version }) => ({
      participationId: ids.participation,
      expectedVersion: version,
      reason: 'Not this year',
    }),
    answer: stale,
    versionOf: 'participation',
  },
  'Mutation.setParticipationQuota': {
    variables: ({ ids, version }) => ({ participationId: ids.participation, expectedVersion: version, quota: 5 }),
    answer: stale,
    versionOf: 'participation',
  },
  'Mutation.setStandingConsent': {
    variables: ({ ids, version }) => ({
      participationId: ids.participation,
      expectedVersion: version,
      hasStandingConsent: false,
    }),
    answer: stale,
    versionOf: 'participation',
  },
  'Mutation.createDelegation': {
    variables: ({ ids }) => ({
      participationId: ids.participation,
      idempotencyKey: fresh(),
      input: { name: 'Delegation', subForumIds: [ids.subForum] },
    }),
    answer: 'DelegationNameTaken',
  },
  'Mutation.editDelegation': {
    variables: ({ ids, version }) => ({
      delegationId: ids.delegation,
      expectedVersion: version,
      input: { name: 'Delegation', subForumIds: [ids.subForum] },
    }),
    answer: stale,
    versionOf: 'delegation',
  },
  'Mutation.archiveDelegation': {
    variables: ({ ids, version }) => ({ delegationId: ids.delegation, expectedVersion: version }),
    answer: stale,
    versionOf: 'delegation',
  },
};
