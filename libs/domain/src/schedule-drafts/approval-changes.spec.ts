import { describe, expect, it } from '@jest/globals';
import { planApproval } from './approval-changes.js';
import type { DraftMeeting } from './schedule-draft.entity.js';
import type { StandingMeeting } from './schedule-rows.js';

const makeMeeting = (id: string, given: Partial<DraftMeeting>): DraftMeeting => ({
  scheduleDraftId: 'draft',
  id,
  meetingRequestId: id,
  meetingId: null,
  delegationIds: ['delegation-A', 'delegation-B'],
  weight: 2,
  slotId: 's1',
  tableId: 't1',
  isPinned: false,
  ...given,
});
const makeStanding = (id: string, companyIds: string[]): StandingMeeting => ({
  id,
  meetingRequestId: null,
  origin: 'schedule',
  state: 'planned',
  slotId: 's1',
  tableId: 't1',
  companyIds,
  scheduleVersion: 1,
  delegationIds: [],
});
const companyOf = new Map([
  ['delegation-A', 'A'],
  ['delegation-B', 'B'],
]);

describe('planApproval', () => {
  it('tells new, moved, relocated and withdrawn meetings apart, and concerns nobody else', () => {
    const standing = ['stays', 'moves', 'changes-table', 'goes', 'unknown'].map((id, index) =>
      makeStanding(id, [`C${index}`, 'D']),
    );
    const meetings = [
      makeMeeting('new', {}),
      makeMeeting('out', { slotId: null, tableId: null }),
      makeMeeting('1', { meetingId: 'stays' }),
      makeMeeting('2', { meetingId: 'moves', slotId: 's2', tableId: 't2' }),
      makeMeeting('3', { meetingId: 'changes-table', tableId: 't2' }),
      makeMeeting('4', { meetingId: 'goes', slotId: null, tableId: null }),
    ];
    const changes = planApproval(meetings, standing, companyOf, () => true);
    expect(changes).toEqual({
      added: [{ meeting: meetings[0], place: { slotId: 's1', tableId: 't1' }, companyIds: ['A', 'B'] }],
      moved: [{ meeting: meetings[3], standing: standing[1], place: { slotId: 's2', tableId: 't2' } }],
      tablesChanged: [{ meeting: meetings[4], standing: standing[2], place: { slotId: 's1', tableId: 't2' } }],
      withdrawn: [standing[3]],
      companyIds: ['A', 'B', 'C1', 'C2', 'C3', 'D'],
    });
  });

  it('never withdraws a meeting that has begun', () => {
    const meetings = [makeMeeting('1', { meetingId: 'begun', slotId: null, tableId: null })];
    const changes = planApproval(meetings, [makeStanding('begun', ['A', 'B'])], companyOf, () => false);
    expect(changes).toMatchObject({ withdrawn: [], companyIds: [] });
  });
});
