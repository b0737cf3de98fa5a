const REFUSAL = '... on Refusal { code message }';
const COMPANY = 'id file { state version stateReason missing { code } }';
const PARTICIPATION = 'id state version reason delegations { name }';
const REQUEST = 'id state version parties { companyId answer reason }';
const MEETING = `id state version uid sequence cancelReason slotId place { label room }
  atVenue { timeZone start { date time offset } } inMyZone { timeZone start { date time offset } }
  parties { companyNameEn }`;
const PLACEMENT = 'id isPinned slot { id localStart date } table { id label } parties { companyNameEn }';

/** A mutation of one `input`. */
const mutation = (name: string, input: string, answer: string): string =>
  `mutation ($input: ${input}!) { ${name}(input: $input) { __typename ${answer} ${REFUSAL} } }`;
/** A mutation of one `input` that names itself, so that sending it twice does it once. */
const creation = (name: string, input: string, answer: string): string =>
  `mutation ($input: ${input}!, $idempotencyKey: String!) {
    ${name}(input: $input, idempotencyKey: $idempotencyKey) { __typename ${answer} }
  }`;
/** A mutation of one thing as it was last read; `more` are further arguments and their types. */
const change = (name: string, key: string, answer: string, more: Record<string, string> = {}): string => {
  const argumentTypes = { [key]: 'UUID!', expectedVersion: 'Int!', ...more };
  const declared = Object.entries(argumentTypes).map(([argument, type]) => `$${argument}: ${type}`);
  const given = Object.keys(argumentTypes).map((argument) => `${argument}: $${argument}`);
  return `mutation (${declared.join(', ')}) { ${name}(${given.join(', ')}) { __typename ${answer} ${REFUSAL} } }`;
};

const onCompany = `... on Company { ${COMPANY} }`;
const onParticipation = `... on Participation { ${PARTICIPATION} }`;
const onRequest = `... on MeetingRequest { ${REQUEST} }`;
const onMeeting = `... on Meeting { ${MEETING} }`;
const onDraft = `... on ScheduleDraft { id state version placements { nodes { ${PLACEMENT} } } }`;

export const story = {
  CREATE_FIRST_ADMINISTRATOR: `mutation ($setupToken: String!, $input: NewAccountInput!) {
    createFirstAdministrator(setupToken: $setupToken, input: $input) { __typename ... on Account { isAdministrator } }
  }`,
  CREATE_ACCOUNT: mutation('createAccount', 'NewAccountInput', '... on Account { id }'),
  SIGN_IN: mutation('signIn', 'SignInInput', '... on SignedIn { accessToken }'),

  POST_COMPANY: creation('postCompany', 'PostCompanyInput', COMPANY),
  EDIT_COMPANY: change('editCompany', 'id', onCompany, { input: 'EditCompanyInput!' }),
  SUBMIT_COMPANY: change('submitCompany', 'id', `${onCompany} ... on SubmissionIncomplete { missing }`),
  RETURN_COMPANY: change('returnCompany', 'id', onCompany, { reason: 'String!' }),
  APPROVE_COMPANY: change('approveCompany', 'id', onCompany),
  COMPANIES_TO_REVIEW: `{ companiesToReview(first: 50) { nodes { ${COMPANY} } } }`,

  CREATE_FORUM: creation('createForum', 'ForumTemplateInput', '... on Forum { id version state }'),
  PROGRAMME: `query ($forumId: UUID!) { forumProgramme(forumId: $forumId) {
    subForums { id nameEn } sessions { name date slots { id localStart } } tables { id label place seats }
  } }`,
  FORUM: 'query ($id: UUID!) { forum(id: $id) { state version } }',
  ADVANCE_FORUM: change('advanceForum', 'forumId', '... on Forum { state version }', { to: 'ForumState!' }),
  APPLY: creation('applyToForum', 'ApplicationInput', onParticipation),
  PARTICIPATIONS: `query ($forumId: UUID!) {
    participations(forumId: $forumId) { nodes { ${PARTICIPATION} profile { nameEn } } }
  }`,
  APPROVE_PARTICIPATION: change('approveParticipation', 'participationId', onParticipation),
  DECLINE_PARTICIPATION: change('declineParticipation', 'participationId', onParticipation, { reason: 'String!' }),

  REQUEST_MATCHES: mutation('requestMatches', 'RequestMatchesInput', '... on MatchRequest { id state }'),
  WATCH_MATCHES: `subscription ($id: UUID!) { matchRequestProgress(id: $id) { state progress possibleCount
    triples { nodes { rank score members { companyId nameEn share }
      lines { companyId capability byCompanyId strength } } }
  } }`,

  PROPOSE: mutation('proposeMeeting', 'ProposeMeetingInput', onRequest),
  ACCEPT: mutation('acceptMeetingRequest', 'ActOnMeetingRequestInput', onRequest),
  DECLINE: mutation('declineMeetingRequest', 'GoFromMeetingRequestInput', onRequest),
  SUBSTITUTES: `query ($meetingRequestId: UUID!) {
    meetingRequestSubstitutes(meetingRequestId: $meetingRequestId) {
      companyId score company { profile { nameEn } } lines { byCompanyId }
    }
  }`,
  CHOOSE_SUBSTITUTE: mutation('chooseSubstitute', 'ChooseSubstituteInput', onRequest),
  SET_PREFERENCE: mutation('setPreference', 'SetPreferenceInput', '... on Preference { value }'),
  PREFERENCES: `query ($forumId: UUID!, $companyId: UUID!) {
    preferences(forumId: $forumId, companyId: $companyId) { nodes { otherCompanyId value } }
  }`,

  START_RUN: mutation('startScheduleRun', 'StartScheduleRunInput', '... on ScheduleDraft { id state }'),
  WATCH_RUN: `subscription ($id: UUID!) { scheduleDraftProgress(id: $id) {
    id state version progress { share }
    evidence { weight maxWeight meetings maxMeetings breaks minBreaks moved endedBy }
    placements { nodes { ${PLACEMENT} } } unplaced { nodes { text } }
  } }`,
  DRAFT: 'query ($id: UUID!) { scheduleDraft(id: $id) { id } }',
  MOVE_DRAFT_MEETING: mutation('moveDraftMeeting', 'MoveDraftMeetingInput', onDraft),
  PIN_DRAFT_MEETING: mutation('pinDraftMeeting', 'PinDraftMeetingInput', onDraft),
  COMPARE: `query ($a: UUID!) { compareDrafts(a: $a) {
    onlyInA { draftMeetingId } onlyInB { draftMeetingId } moved { draftMeetingId } tablesChanged { draftMeetingId }
  } }`,
  PREVIEW: `query ($id: UUID!) { approvalPreview(scheduleDraftId: $id) {
    newCount movedCount withdrawnCount companyIds
  } }`,
  APPROVE_DRAFT: mutation('approveScheduleDraft', 'ApproveScheduleDraftInput', '... on ScheduleDraft { state }'),

  AGENDA: `query ($forumId: UUID!) { myAgenda(forumId: $forumId) { ${MEETING} } }`,
  FREE_SLOTS: `query ($forumId: UUID!, $companyIds: [UUID!]!) {
    commonFreeSlots(forumId: $forumId, companyIds: $companyIds) { ... on FreeSlots { slots { slotId } } ${REFUSAL} }
  }`,
  BOOK: mutation('bookMeeting', 'BookMeetingInput', `${onMeeting} ... on SlotTaken { freeSlots { slotId } }`),
  MOVE_MEETING: mutation('moveMeeting', 'MoveMeetingInput', onMeeting),
  CANCEL_MEETING: mutation('cancelMeeting', 'CancelMeetingInput', onMeeting),
  NEWS: '{ myNotifications(first: 100) { nodes { id kind createdAt } } }',

  SEARCH: `query ($query: DirectoryQuery!) {
    searchDirectory(query: $query) { nodes { profile { nameEn } file { state } } }
  }`,
  IMPORT: creation('importCompanies', 'ImportCompaniesInput', 'id state'),
  WATCH_IMPORT: `subscription ($id: UUID!) { companyImportProgress(id: $id) {
    state rowsRead rowsWritten faults { row column cause }
  } }`,
};

/** A profile of a company in hydropower, which covers what it offers with one strength and needs all it needs equally. */
const profileOf = (nameEn: string, country: string, strength: number, offers: string[], needs: string[]) => ({
  nameEn,
  country,
  sectors: ['ENE-HYD'],
  markets: ['KE', 'ET'],
  languages: [{ tag: 'en', level: 1 }],
  offers: offers.map((capability) => ({ capability, strength })),
  needs: needs.map((capability) => ({ capability, priority: 1 })),
});

/** Who takes part: what each posts, and the zone of its representative. */
export const cast = {
  yangtze: {
    timeZone: 'Asia/Shanghai',
    profile: profileOf('Yangtze Hydro Builders', 'CN', 0.8, ['E01', 'P01'], ['Q01', 'L02', 'M02']),
  },
  pearl: {
    timeZone: 'Asia/Shanghai',
    profile: profileOf('Pearl River Equipment', 'CN', 0.6, ['Q05', 'P02'], ['F02', 'M02', 'T01']),
  },
  alpine: {
    timeZone: 'Europe/Vienna',
    profile: profileOf('Alpine Turbines', 'AT', 0.8, ['Q01', 'T01'], ['E01', 'P01', 'P02', 'M02']),
  },
  rhine: {
    timeZone: 'Europe/Berlin',
    profile: profileOf('Rhine Project Finance', 'DE', 0.6, ['F02', 'F05'], ['Q05', 'M02', 'E01']),
  },
  lake: {
    timeZone: 'Africa/Nairobi',
    profile: profileOf('Lake Power', 'KE', 0.8, ['L02', 'M02'], ['Q01', 'E01', 'F02']),
  },
  rift: {
    timeZone: 'Africa/Addis_Ababa',
    profile: profileOf('Rift Valley Energy', 'ET', 0.6, ['L02', 'M02'], ['Q01', 'E01', 'F02']),
  },
  savanna: {
    timeZone: 'Africa/Nairobi',
    profile: profileOf('Savanna Grid', 'KE', 0.4, ['M02'], ['Q05', 'F02', 'Q01']),
  },
  harbour: {
    timeZone: 'America/Sao_Paulo',
    profile: profileOf('Harbour Cold Stores', 'BR', 0.6, ['D02'], ['Q05', 'F02', 'P02']),
  },
};

/** Two days of two sessions, one of them of a sub-forum, with tables for two and three and one online. */
export const forumTemplate = {
  nameEn: 'Hydropower in East Africa',
  theme: 'Dams, units and lines',
  place: 'Nairobi',
  timeZone: 'Africa/Nairobi',
  days: ['2099-05-12', '2099-05-13'],
  subForums: [{ key: 'units', nameEn: 'Units', theme: 'Turbines and generators' }],
  sessions: [
    { name: 'Morning', from: '09:00', to: '11:00', slotMinutes: 25, breakMinutes: 5 },
    { name: 'Afternoon', from: '14:00', to: '16:00', slotMinutes: 40, breakMinutes: 0, subForumKey: 'units' },
  ],
  tables: [
    { label: 'A', count: 2, place: 'ROOM', room: 'Hall A', seats: 3 },
    { label: 'B', place: 'ROOM', room: 'Hall B', seats: 2 },
    { label: 'Online', place: 'ONLINE', link: 'https://meet.example/story', seats: 2 },
  ],
  bookingRules: {
    opensAt: '2025-01-01T00:00:00Z',
    closesAt: '2099-05-11T18:00:00Z',
    requestExpiryHours: 72,
    dailyMaximum: 8,
  },
};
