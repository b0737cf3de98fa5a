import { fresh, nothing, type OperationEntries } from './operation-entry.js';

const stale = 'EditConflict';

/** Companies, imports, the directory and the reference data. */
export const companyEntries: OperationEntries = {
  'Query.company': { variables: ({ ids }) => ({ id: ids.company }) },
  'Query.myCompanies': nothing,
  'Query.companyMembers': { variables: ({ ids }) => ({ id: ids.company }) },
  'Query.companiesToReview': { variables: () => ({ first: 100 }) },
  'Mutation.postCompany': {
    // Whoever posts a company owns it, which would give the next operations another cast: so it stops at the country.
    variables: () => ({ idempotencyKey: fresh(), input: { nameEn: 'New', country: 'XX' } }),
    answer: 'BAD_USER_INPUT',
  },
  'Mutation.editCompany': {
    variables: ({ ids, version }) => ({ id: ids.company, expectedVersion: version, input: { size: 2 } }),
    answer: stale,
    versionOf: 'company',
  },
  'Mutation.setCompanyBlocks': {
    variables: ({ ids, version }) => ({
      id: ids.company,
      expectedVersion: version,
      input: { companyIds: [ids.otherCompany], countries: [] },
    }),
    answer: stale,
    versionOf: 'company',
  },
  'Mutation.setCompanyContact': {
    variables: ({ ids, version }) => ({ id: ids.company, expectedVersion: version, input: { name: 'Reception' } }),
    answer: stale,
    versionOf: 'company',
  },
  'Mutation.setCompanyVisibility': {
    variables: ({ ids, version }) => ({
      id: ids.company,
      expectedVersion: version,
      input: { fields: [{ field: 'TEXTS', level: 'PUBLIC' }] },
    }),
    answer: stale,
    versionOf: 'company',
  },
  'Mutation.submitCompany': {
    variables: ({ ids, version }) => ({ id: ids.company, expectedVersion: version }),
    answer: stale,
    versionOf: 'company',
  },
  'Mutation.archiveCompany': {
    variables: ({ ids, version }) => ({ id: ids.company, expectedVersion: version, reason: 'Merged' }),
    answer: stale,
    versionOf: 'company',
  },
  'Mutation.approveCompany': {
    variables: ({ ids, version }) => ({ id: ids.company, expectedVersion: version }),
    answer: stale,
    versionOf: 'company',
  },
  'Mutation.returnCompany': {
    variables: ({ ids, version }) => ({ id: ids.company, expectedVersion: version, reason: 'Incomplete' }),
    answer: stale,
    versionOf: 'company',
  },
  'Mutation.overrideCompanySide': {
    variables: ({ ids, version }) => ({
      id: ids.company,
      expectedVersion: version,
      side: 'CHINA',
      reason: 'Owned from there',
    }),
    answer: stale,
    versionOf: 'company',
  },
  'Mutation.confirmCompanyOffer': {
    variables: ({ ids, version }) => ({ id: ids.company, expectedVersion: version, capability: 'P01' }),
    answer: stale,
    versionOf: 'company',
  },
  'Mutation.setCompanyMember': {
    variables: ({ ids }) => ({ id: ids.company, accountId: ids.ownerAccount, role: 'MEMBER' }),
    answer: 'LastOwner',
  },
  'Mutation.removeCompanyMember': {
    variables: ({ ids }) => ({ id: ids.company, accountId: ids.ownerAccount }),
    answer: 'LastOwner',
  },

  'Mutation.importCompanies': {
    variables: ({ own }) => ({
      idempotencyKey: fresh(),
      input: { uploadId: own.upload ?? fresh(), mapping: 'TEMPLATE' },
    }),
  },
  'Query.companyImport': { variables: ({ own }) => ({ id: own.companyImport ?? fresh() }) },
  'Subscription.companyImportProgress': { variables: ({ own }) => ({ id: own.companyImport ?? fresh() }) },

  'Query.searchDirectory': { variables: () => ({ first: 100 }) },
  'Query.countDirectory': nothing,
  'Query.countries': nothing,
  'Query.regions': nothing,
  'Query.sectors': nothing,
  'Query.sectorGroups': nothing,
  'Query.capabilities': nothing,
  'Query.capabilityGroups': nothing,
  'Query.cooperationModes': nothing,
  'Query.taxonomySources': nothing,

  'Query.myNotifications': nothing,
  'Mutation.markNotificationRead': { variables: ({ own }) => ({ id: own.notification }) },
  'Subscription.unreadNotificationCount': nothing,
};
