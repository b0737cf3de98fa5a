import { expect, it } from '@jest/globals';
import { cast, story } from './story-operations.js';
import { nameOf, namesIn, roles, type Role, type StoryStage } from './story-stage.js';

/** From a schedule run to agendas, bookings and a second schedule. */
export function tellMeetings(stage: StoryStage): void {
  const { people } = stage;
  /** The meeting that stands by consent. */
  let booking: any;

  it('makes a schedule with its evidence, of which no company sees anything', async () => {
    await stage.advanceTo('SCHEDULING');
    await stage.latestNews();
    const updates = await stage.solve();
    const draft = updates.at(-1);
    const draftId = draft.id as string;
    expect(draft).toMatchObject({
      evidence: { meetings: 2, maxMeetings: 2, breaks: 0, minBreaks: 0, moved: 0, endedBy: 'PROVEN_BEST' },
      unplaced: { nodes: [] },
    });
    expect(draft.evidence.weight).toBe(draft.evidence.maxWeight);
    expect(draft.placements.nodes.map(namesIn)).toEqual(
      expect.arrayContaining([
        [nameOf('alpine'), nameOf('rift'), nameOf('yangtze')],
        [nameOf('lake'), nameOf('pearl')],
      ]),
    );
    for (const role of roles.filter((one) => one !== 'harbour')) {
      expect(await stage.agendaOf(role)).toEqual([]);
      expect(await people[role].codeOf(story.DRAFT, { id: draftId })).toBe('FORBIDDEN');
    }
    expect(await stage.latestNews()).toEqual({});

    // Places that the organizer likes better than the solver's: one is pinned, the other the next run might find again or not.
    const place = (draftMeetingId: string, slot: number, label: string, expectedVersion: number): Promise<any> => {
      const to = { slotId: stage.slots[slot]!.id, tableId: stage.tables.find((table) => table.label === label)!.id };
      const input = { scheduleDraftId: draftId, draftMeetingId, expectedVersion, ...to };
      return stage.organizer.ask(story.MOVE_DRAFT_MEETING, { input });
    };
    const pearls = draft.placements.nodes.find((node: any) => namesIn(node).includes(nameOf('pearl')));
    const first = await place(pearls.id, 3, 'A1', draft.version);
    const second = await place(stage.threeParty.id, 1, 'A2', first.version);
    const pinned = await stage.organizer.ask(story.PIN_DRAFT_MEETING, {
      input: { scheduleDraftId: draftId, draftMeetingId: stage.threeParty.id, expectedVersion: second.version },
    });
    const slotOf = (id: string): unknown => expect.objectContaining({ id });
    expect(pinned.placements.nodes).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: stage.threeParty.id, isPinned: true, slot: slotOf(stage.slots[1]!.id) }),
        expect.objectContaining({ id: pearls.id, isPinned: false, slot: slotOf(stage.slots[3]!.id) }),
      ]),
    );
    expect(await stage.organizer.ask(story.PREVIEW, { id: draftId })).toEqual({
      newCount: 2,
      movedCount: 0,
      withdrawnCount: 0,
      companyIds: (['yangtze', 'alpine', 'rift', 'pearl', 'lake'] as const).map(stage.companyIdOf).sort(),
    });
    expect(await stage.approve(draftId, draft.version)).toMatchObject({ __typename: 'EditConflict' });
    expect(await stage.approve(draftId, pinned.version)).toMatchObject({ state: 'APPROVED' });
  });

  it('shows the approved meetings in the agendas, at the venue’s time and each reader’s', async () => {
    const told = ['forum.advanced', 'meeting.scheduled'];
    expect(await stage.latestNews()).toEqual({
      ...{ yangtze: told, alpine: told, rift: told, pearl: told, lake: told },
      // They take part, and have no meeting.
      ...{ rhine: ['forum.advanced'], savanna: ['forum.advanced'] },
    });
    const clocks = { yangtze: ['14:30', '+08:00'], alpine: ['08:30', '+02:00'], rift: ['09:30', '+03:00'] };
    for (const [role, [time, offset]] of Object.entries(clocks)) {
      const agenda = await stage.agendaOf(role as Role);
      expect(agenda).toHaveLength(1);
      expect(agenda[0]).toMatchObject({
        state: 'PLANNED',
        place: { label: 'A2', room: 'Hall A' },
        atVenue: { timeZone: 'Africa/Nairobi', start: { date: '2099-05-12', time: '09:30', offset: '+03:00' } },
        inMyZone: { timeZone: cast[role as Role].timeZone, start: { date: '2099-05-12', time, offset } },
      });
      expect(namesIn(agenda[0])).toEqual([nameOf('alpine'), nameOf('rift'), nameOf('yangtze')]);
    }
    expect((await stage.agendaOf('lake')).map(namesIn)).toEqual([[nameOf('lake'), nameOf('pearl')]]);
    expect(await stage.agendaOf('savanna')).toEqual([]);
  });

  it('books a meeting by standing consent, moves and cancels it, and offers other slots for a taken one', async () => {
    expect(await stage.book('yangtze', 'lake', stage.slots[0]!.id)).toMatchObject({ __typename: 'AgreementNeeded' });
    const companyIds = [stage.companyIdOf('yangtze'), stage.companyIdOf('savanna')];
    const { slots: free } = await people.yangtze.ask(story.FREE_SLOTS, { forumId: stage.forumId, companyIds });
    const freeIds = free.map(({ slotId }: { slotId: string }) => slotId);
    expect(freeIds).toContain(stage.slots[0]!.id);
    expect(freeIds).not.toContain(stage.slots[1]!.id);

    let meeting = await stage.book('yangtze', 'savanna', stage.slots[0]!.id);
    expect(meeting).toMatchObject({ state: 'PLANNED', sequence: 0, slotId: stage.slots[0]!.id });
    const { uid, id: meetingId } = meeting;
    meeting = await people.savanna.ask(story.MOVE_MEETING, {
      input: { meetingId, slotId: stage.slots[2]!.id, expectedVersion: meeting.version, reason: 'A later flight' },
    });
    expect(meeting).toMatchObject({ uid, sequence: 1, slotId: stage.slots[2]!.id });
    meeting = await people.yangtze.ask(story.CANCEL_MEETING, {
      input: { meetingId, expectedVersion: meeting.version, isOver: true, reason: 'Settled by telephone' },
    });
    expect(meeting).toMatchObject({ uid, sequence: 2, state: 'CANCELLED', cancelReason: 'Settled by telephone' });

    booking = await stage.book('rhine', 'savanna', stage.slots[2]!.id);
    expect(booking).toMatchObject({ __typename: 'Meeting', slotId: stage.slots[2]!.id });
    const taken = await stage.book('yangtze', 'savanna', stage.slots[2]!.id);
    expect(taken).toMatchObject({ __typename: 'SlotTaken', code: 'SLOT_TAKEN' });
    const offered = taken.freeSlots.map(({ slotId }: { slotId: string }) => slotId);
    expect(offered).toContain(stage.slots[3]!.id);
    expect(offered).not.toContain(stage.slots[1]!.id);
    expect(await stage.latestNews()).toEqual({
      yangtze: ['meeting.moved'],
      savanna: ['meeting.booked', 'meeting.cancelled', 'meeting.booked'],
    });
  });

  it('schedules a late agreement beside what is published, and tells only those whom it concerns', async () => {
    const late = await stage.answer('lake', story.ACCEPT, await stage.propose('rhine', ['lake']));
    expect(late.state).toBe('AGREED');
    await stage.latestNews();
    const before = await Promise.all(roles.map((role) => stage.agendaOf(role)));

    const updates = await stage.solve({ maxMoves: 0 });
    const draft = updates.at(-1);
    expect(draft.evidence).toMatchObject({ moved: 0 });
    expect(draft.placements.nodes).toContainEqual(
      expect.objectContaining({ id: stage.threeParty.id, slot: expect.objectContaining({ id: stage.slots[1]!.id }) }),
    );
    expect(await stage.organizer.ask(story.COMPARE, { a: draft.id })).toEqual({
      onlyInA: [{ draftMeetingId: late.id }],
      onlyInB: [],
      moved: [],
      tablesChanged: [],
    });
    expect(await stage.approve(draft.id, draft.version)).toMatchObject({ state: 'APPROVED' });
    expect(await stage.latestNews()).toEqual({ rhine: ['meeting.scheduled'], lake: ['meeting.scheduled'] });

    const after = await Promise.all(roles.map((role) => stage.agendaOf(role)));
    for (const [index, role] of roles.entries()) {
      const added = after[index]!.filter(({ id }) => !before[index]!.some((meeting) => meeting.id === id));
      expect(added.map(namesIn)).toEqual(
        role === 'rhine' || role === 'lake' ? [[nameOf('lake'), nameOf('rhine')]] : [],
      );
      expect(after[index]!.filter((meeting) => !added.includes(meeting))).toEqual(before[index]);
    }
    expect((await stage.agendaOf('rhine')).map(({ id }) => id)).toContain(booking.id);
  });
}
