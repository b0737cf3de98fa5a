export { sampleCases, sampleCaseSource, type SampleCase, type SampleCaseMember } from './sample-cases.js';
export { sampleCompanies, sampleLeads, type SampleCompany, type SampleLeads } from './sample-companies.js';
export { planSampleForum, type SampleForumDates } from './plan-sample-forum.js';
export {
  sampleForum,
  sampleSignIns,
  type SampleDay,
  type SampleForum,
  type SampleRole,
  type SampleSession,
  type SampleSignIn,
  type SampleSubForum,
  type SampleTable,
  type SubForumKey,
} from './sample-forum.js';
export { SampleLoader, type LoadedSample } from './sample-loader.js';
export { sampleMeetingRequests, type SampleMeetingRequest } from './sample-meeting-requests.js';
export { sampleParticipations, type SampleDelegation, type SampleParticipation } from './sample-participations.js';
export { samplePreferences, type SamplePreference } from './sample-preferences.js';
