import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  actorOf,
  countRows,
  insertDelegation,
  insertForum,
  insertSlots,
  insertTables,
  makeDelegationInput,
  ParticipationBed,
} from '#testing';
import { Attendance } from '../meetings/attendance.entity.js';
import { Meeting } from '../meetings/meeting.entity.js';
import { EditConflict } from '../refusal.js';
import { Delegation } from './delegation.entity.js';
import type { DelegationsService } from './delegations.service.js';
import type { Forum } from './forum.entity.js';
import { TableInUse } from './forum.refusals.js';
import { DelegationNameTaken, LastDelegation, MeetingsInTheWay } from './participation.refusals.js';
import type { ParticipationsService } from './participations.service.js';

const reason = 'The hall is full.';

describe('the delegations of a company', () => {
  let bed: ParticipationBed;
  let participations: ParticipationsService;
  let delegations: DelegationsService;

  beforeAll(async () => {
    bed = await ParticipationBed.open();
    ({ participations, delegations } = bed);
  });
  afterAll(() => bed.close());

  const ours = ['participation', 'delegation', 'notification', 'audit_entry', 'idempotency_key'];
  const countOurs = () => countRows(bed.database.dataSource, ours);
  /** A published meeting of this delegation in the first slot of a forum. */
  const seat = async (delegation: Delegation, at: Forum) => {
    const { dataSource } = bed.database;
    const [slot] = await insertSlots(dataSource, at, 1);
    const [table] = await insertTables(dataSource, at, 1);
    const [{ id: slotId, startsAt, endsAt }, { id: tableId }] = [slot!, table!];
    const seated = { forumId: at.id, tableId };
    const meetings = dataSource.getRepository(Meeting);
    const meeting = await meetings.save(
      meetings.create({ ...seated, slotId, origin: 'schedule', companyIds: [], uid: 'u', scheduleVersion: 1 }),
    );
    const during = `[${startsAt.toISOString()},${endsAt.toISOString()})`;
    await dataSource
      .getRepository(Attendance)
      .insert({ ...seated, meetingId: meeting.id, delegationId: delegation.id, during });
    return { slot: slot!, table: table! };
  };

  it('makes, edits and archives delegations, and keeps one', async () => {
    const { member, participation, delegation } = await bed.makeApproved();
    const key = bed.nextKey();
    const made = (await delegations.create(member, participation.id, makeDelegationInput(), key)) as Delegation;
    expect(await delegations.create(member, participation.id, makeDelegationInput(), key)).toMatchObject({
      id: made.id,
    });
    expect(await delegations.create(member, participation.id, makeDelegationInput(), bed.nextKey())).toStrictEqual(
      new DelegationNameTaken('Second team'),
    );
    const morning = { startsAt: new Date('2027-05-10T06:00Z'), endsAt: new Date('2027-05-10T09:00Z') };
    const input = makeDelegationInput({ name: 'Morning team', availability: [morning], dailyMaximum: 3 });
    const edited = (await delegations.edit(member, made.id, input, made.version)) as Delegation;
    expect(edited).toMatchObject({
      name: 'Morning team',
      availability: [{ startsAt: '2027-05-10T06:00:00.000Z', endsAt: '2027-05-10T09:00:00.000Z' }],
    });
    expect(await delegations.edit(member, made.id, input, made.version)).toStrictEqual(
      new EditConflict(made.version, edited.version),
    );
    const outside = makeDelegationInput({ availability: [{ ...morning, startsAt: new Date('2027-05-09T06:00Z') }] });
    const before = await countOurs();
    await expect(delegations.edit(member, made.id, outside, edited.version)).rejects.toMatchObject({
      parameters: { faults: [{ field: 'availability[0].startsAt', allowed: 'a time on a day of the forum' }] },
    });
    expect(await countOurs()).toStrictEqual(before);

    await delegations.archive(member, made.id, edited.version, new Date('2027-01-01T00:00Z'));
    expect((await delegations.listOf([participation.id])).map(({ id }) => id)).toEqual([delegation.id]);
    expect(await delegations.archive(member, delegation.id, delegation.version, new Date(0))).toStrictEqual(
      new LastDelegation(),
    );
  });

  it('does not leave, archive, change presence or remove a table under a published meeting', async () => {
    const { dataSource } = bed.database;
    const published = await insertForum(dataSource);
    const { company, member } = await bed.makeApplicant();
    const delegation = await insertDelegation(dataSource, published, company);
    await dataSource.getRepository(Delegation).save({ ...delegation, id: undefined, name: 'Another' });
    const participation = await participations.find(member, delegation.participationId);
    const { slot, table } = await seat(delegation, published);

    expect(await participations.withdraw(member, participation.id, reason, participation.version)).toStrictEqual(
      new MeetingsInTheWay(1),
    );
    expect(await delegations.archive(member, delegation.id, delegation.version, new Date(0))).toStrictEqual(
      new MeetingsInTheWay(1),
    );
    const pause = makeDelegationInput({ pauses: [slot] });
    expect(await delegations.edit(member, delegation.id, pause, delegation.version)).toStrictEqual(
      new MeetingsInTheWay(1),
    );
    const staff = actorOf(bed.organizerAccount, { forums: [[published, 'organizer']] });
    expect(await bed.programme.removeTable(staff, table.id)).toStrictEqual(new TableInUse());

    await dataSource.query('delete from attendance where delegation_id = $1', [delegation.id]);
    const left = await participations.withdraw(member, participation.id, reason, participation.version);
    expect(left).toMatchObject({ state: 'withdrawn', reason });
  });
});
