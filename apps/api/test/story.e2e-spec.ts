import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AccountsService } from '#domain';
import { startTestApi, type TestApi } from './api-harness.js';
import { cast, forumTemplate, story } from './story-operations.js';
import { nameOf, namesIn, once, roles, StoryStage, type Role } from './story-stage.js';
import { startWorkerProcess, type WorkerProcess } from './worker-process.js';

describe('the main job, from an empty installation to the agendas', () => {
  let api: TestApi;
  let worker: WorkerProcess;
  let stage: StoryStage;
  let people: StoryStage['people'];
  let companies: StoryStage['companies'];

  let forumId: string;
  let slots: { id: string }[];
  let tables: { id: string; label: string }[];
  /** The agreed meeting request of three. */
  let threeParty: any;
  /** The meeting that stands by consent. */
  let booking: any;

  beforeAll(async () => {
    api = await startTestApi();
    worker = await startWorkerProcess(api.databaseUrl);
    stage = new StoryStage(api.url);
    ({ people, companies } = stage);
  });
  afterAll(async () => {
    await stage.leave();
    await worker.stop();
    await api.close();
  });

  it('begins with a set-up link, which makes the first administrator and nobody after', async () => {
    const setupToken = await api.get(AccountsService).drawSetupLink(new Date());
    const create = (name: string): Promise<any> =>
      stage.nobody.ask(story.CREATE_FIRST_ADMINISTRATOR, { setupToken, input: stage.newcomer(name) });
    expect(await create('administrator')).toEqual({ __typename: 'Account', isAdministrator: true });
    expect(await create('intruder')).toMatchObject({ __typename: 'SetupLinkInvalid' });
    stage.administrator = await stage.signIn('administrator');
  });

  it('lets the administrator make accounts, with which people sign in', async () => {
    const create = (role: string, timeZone: string): Promise<any> =>
      stage.administrator.ask(story.CREATE_ACCOUNT, { input: stage.newcomer(role, timeZone) });
    expect(await create('organizer', 'Africa/Nairobi')).toMatchObject({ __typename: 'Account' });
    stage.organizer = await stage.signIn('organizer');
    for (const role of roles) {
      expect(await create(role, cast[role].timeZone)).toMatchObject({ __typename: 'Account' });
      people[role] = await stage.signIn(role);
    }
    expect(await people.lake.codeOf(story.CREATE_ACCOUNT, { input: stage.newcomer('friend') })).toBe('FORBIDDEN');
  });

  it('takes the profiles of three sides, and says of an unfinished one what is missing', async () => {
    for (const role of roles) {
      const { offers, needs, ...unfinished } = cast[role].profile;
      const input = role === 'lake' ? unfinished : { ...unfinished, offers, needs };
      companies[role] = await people[role].ask(story.POST_COMPANY, { input, ...once() });
    }
    const { id, file } = companies.lake;
    expect(file).toMatchObject({ state: 'INCOMPLETE', missing: [{ code: 'offers' }, { code: 'needs' }] });
    const asRead = { id, expectedVersion: file.version };
    expect(await people.lake.ask(story.SUBMIT_COMPANY, asRead)).toMatchObject({
      __typename: 'SubmissionIncomplete',
      missing: ['offers', 'needs'],
    });
    const { offers, needs } = cast.lake.profile;
    companies.lake = await people.lake.ask(story.EDIT_COMPANY, { ...asRead, input: { offers, needs } });
    expect(companies.lake.file.missing).toEqual([]);
  });

  it('has each profile reviewed: one is returned with a reason, put right, and approved with the others', async () => {
    for (const role of roles) await stage.submit(role);

    const { id } = companies.rhine;
    const { version: submitted } = companies.rhine.file;
    const reason = 'Which loans?';
    await stage.administrator.ask(story.RETURN_COMPANY, { id, expectedVersion: submitted, reason });
    expect(await stage.latestNews()).toEqual({ rhine: ['company.returned'] });
    const texts = [{ tag: 'en', text: 'Loans of ten years and more for run-of-river plants.' }];
    companies.rhine = await people.rhine.ask(story.EDIT_COMPANY, {
      id,
      expectedVersion: submitted + 1,
      input: { texts },
    });
    expect(companies.rhine.file).toMatchObject({ state: 'RETURNED', stateReason: reason });
    await stage.submit('rhine');

    const { nodes } = await stage.administrator.ask(story.COMPANIES_TO_REVIEW);
    expect(nodes).toHaveLength(roles.length);
    for (const { id: companyId, file } of nodes) {
      const approval = { id: companyId, expectedVersion: file.version };
      expect(await stage.administrator.ask(story.APPROVE_COMPANY, approval)).toMatchObject({
        file: { state: 'APPROVED' },
      });
    }
    expect(await stage.latestNews()).toEqual(Object.fromEntries(roles.map((role) => [role, ['company.approved']])));
  });

  it('makes a forum from a template in one operation, and opens it for applications', async () => {
    const forum = await stage.organizer.ask(story.CREATE_FORUM, { input: forumTemplate, ...once() });
    expect(forum).toMatchObject({ __typename: 'Forum', state: 'DRAFT' });
    forumId = stage.forumId = forum.id as string;
    const programme = await stage.organizer.ask(story.PROGRAMME, { forumId });
    expect(programme.subForums).toMatchObject([{ nameEn: 'Units' }]);
    expect(programme.sessions.map((session: any) => [session.date, session.name, session.slots.length])).toEqual([
      ['2099-05-12', 'Morning', 4],
      ['2099-05-12', 'Afternoon', 3],
      ['2099-05-13', 'Morning', 4],
      ['2099-05-13', 'Afternoon', 3],
    ]);
    slots = programme.sessions.flatMap((session: any) =>
      session.slots.map((slot: object) => ({ ...slot, date: session.date })),
    );
    tables = programme.tables;
    expect(tables.map(({ label }) => label).sort()).toEqual(['A1', 'A2', 'B', 'Online']);
    await stage.advanceTo('REGISTRATION');
  });

  it('lets the companies in that the organizer approves, and tells the other one why not', async () => {
    for (const role of roles) {
      const input = { forumId, companyId: stage.companyIdOf(role), hasStandingConsent: role === 'savanna' };
      expect(await people[role].ask(story.APPLY, { input, ...once() })).toMatchObject({ state: 'APPLIED' });
    }
    const { nodes } = await stage.organizer.ask(story.PARTICIPATIONS, { forumId });
    expect(nodes).toHaveLength(roles.length);
    for (const { id: participationId, version: expectedVersion, profile } of nodes) {
      const application = { participationId, expectedVersion };
      if (profile.nameEn === nameOf('harbour')) {
        const reason = 'Cold stores are for the next forum.';
        expect(await stage.organizer.ask(story.DECLINE_PARTICIPATION, { ...application, reason })).toMatchObject({
          state: 'DECLINED',
          reason,
        });
      } else {
        expect(await stage.organizer.ask(story.APPROVE_PARTICIPATION, application)).toMatchObject({
          state: 'APPROVED',
        });
      }
    }
    const { harbour, ...others } = await stage.latestNews();
    expect(harbour).toEqual(['participation.declined']);
    expect(new Set(Object.values(others).flat())).toEqual(new Set(['participation.approved']));
    expect(Object.keys(others)).toHaveLength(roles.length - 1);
    await stage.advanceTo('MATCHING');
    expect((await stage.latestNews()).yangtze).toEqual(['forum.advanced']);
  });

  it('ranks triples for a company that asks, with what each brings and who covers what', async () => {
    const updates = await stage.findMatches('yangtze');
    expect(updates[0].state).not.toBe('FAILED');
    const { progress, possibleCount, triples } = updates.at(-1);
    expect(progress).toBe(1);
    // Alone of its side in each, with two developed and three developing companies.
    expect(possibleCount).toBe(6);
    const scores = triples.nodes.map(({ score }: { score: number }) => score);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
    const [best] = triples.nodes;
    expect(best.members.map(({ companyId }: { companyId: string }) => stage.roleOf(companyId))).toEqual([
      'yangtze',
      'alpine',
      'lake',
    ]);
    for (const { share } of best.members) expect(share).toBeGreaterThan(0);
    expect(best.lines).toContainEqual({
      companyId: stage.companyIdOf('yangtze'),
      capability: 'Q01',
      byCompanyId: stage.companyIdOf('alpine'),
      strength: 0.8,
    });
  });

  it('hides whoever said never from the other’s triples, and shows nobody that it was said', async () => {
    expect((await stage.triplesOf('pearl')).filter((triple) => triple.includes('savanna'))).toHaveLength(2);
    await stage.latestNews();

    const parties = { forumId, companyId: stage.companyIdOf('savanna'), otherCompanyId: stage.companyIdOf('pearl') };
    expect(await people.savanna.ask(story.SET_PREFERENCE, { input: { ...parties, value: 'NEVER' } })).toMatchObject({
      value: 'NEVER',
    });
    const rest = await stage.triplesOf('pearl');
    expect(rest).toHaveLength(4);
    expect(rest.flat()).not.toContain('savanna');

    const toUnknown = await people.pearl.ask(story.PROPOSE, {
      input: { forumId, companyId: stage.companyIdOf('pearl'), otherCompanyIds: [randomUUID()], ...once() },
    });
    expect(toUnknown).toMatchObject({ __typename: 'NotAvailable' });
    expect(await stage.propose('pearl', ['savanna'])).toEqual(toUnknown);
    const asked = { forumId, companyId: stage.companyIdOf('savanna') };
    expect((await people.savanna.ask(story.PREFERENCES, asked)).nodes).toHaveLength(1);
    for (const reader of [people.pearl, stage.organizer, stage.administrator]) {
      expect(await reader.codeOf(story.PREFERENCES, asked)).toBe('FORBIDDEN');
    }
    expect(await stage.latestNews()).toEqual({});
  });

  it('goes from a proposal, over a refusal and a substitute whom all are asked about anew, to an agreement', async () => {
    threeParty = await stage.propose('yangtze', ['alpine', 'lake']);
    threeParty = await stage.answer('alpine', story.ACCEPT, threeParty);
    expect(threeParty.state).toBe('PENDING');
    threeParty = await stage.answer('lake', story.DECLINE, threeParty, { reason: 'Our river is taken.' });
    expect(threeParty.state).toBe('INCOMPLETE');
    expect(stage.answersIn(threeParty)).toEqual({ yangtze: 'ACCEPTED', alpine: 'ACCEPTED', lake: 'DECLINED' });

    const substitutes = await people.yangtze.ask(story.SUBSTITUTES, { meetingRequestId: threeParty.id });
    expect(substitutes.map(({ companyId }: any) => stage.roleOf(companyId as string))).toEqual(['rift', 'savanna']);
    expect(substitutes[0].lines.map(({ byCompanyId }: any) => byCompanyId)).toContain(stage.companyIdOf('rift'));
    threeParty = await stage.answer('yangtze', story.CHOOSE_SUBSTITUTE, threeParty, {
      substituteCompanyId: stage.companyIdOf('rift'),
    });
    expect(stage.answersIn(threeParty)).toEqual({ yangtze: 'ACCEPTED', alpine: 'PENDING', rift: 'PENDING' });
    threeParty = await stage.answer('rift', story.ACCEPT, threeParty);
    expect(threeParty.state).toBe('PENDING');
    threeParty = await stage.answer('alpine', story.ACCEPT, threeParty);
    expect(threeParty.state).toBe('AGREED');

    const twoParty = await stage.answer('lake', story.ACCEPT, await stage.propose('pearl', ['lake']));
    expect(twoParty.state).toBe('AGREED');
    expect(await stage.latestNews()).toEqual({
      yangtze: ['accepted', 'declined', 'accepted', 'agreed'].map((what) => `meeting-request.${what}`),
      alpine: ['proposed', 'declined', 'substituted', 'accepted'].map((what) => `meeting-request.${what}`),
      lake: ['meeting-request.proposed', 'meeting-request.accepted', 'meeting-request.proposed'],
      rift: ['meeting-request.substituted', 'meeting-request.agreed'],
      pearl: ['meeting-request.agreed'],
    });
  });

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

    // The second slot of the first day, wherever the solver put it.
    const input = { scheduleDraftId: draftId, draftMeetingId: threeParty.id as string };
    const to = { slotId: slots[1]!.id, tableId: tables.find(({ label }) => label === 'A2')!.id };
    const moved = await stage.organizer.ask(story.MOVE_DRAFT_MEETING, {
      input: { ...input, ...to, expectedVersion: draft.version },
    });
    const pinned = await stage.organizer.ask(story.PIN_DRAFT_MEETING, {
      input: { ...input, expectedVersion: moved.version },
    });
    expect(pinned.placements.nodes).toContainEqual(
      expect.objectContaining({ id: threeParty.id, isPinned: true, slot: expect.objectContaining({ id: to.slotId }) }),
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
    expect(await stage.book('yangtze', 'lake', slots[0]!.id)).toMatchObject({ __typename: 'AgreementNeeded' });
    const companyIds = [stage.companyIdOf('yangtze'), stage.companyIdOf('savanna')];
    const { slots: free } = await people.yangtze.ask(story.FREE_SLOTS, { forumId, companyIds });
    const freeIds = free.map(({ slotId }: { slotId: string }) => slotId);
    expect(freeIds).toContain(slots[0]!.id);
    expect(freeIds).not.toContain(slots[1]!.id);

    let meeting = await stage.book('yangtze', 'savanna', slots[0]!.id);
    expect(meeting).toMatchObject({ state: 'PLANNED', sequence: 0, slotId: slots[0]!.id });
    const { uid, id: meetingId } = meeting;
    meeting = await people.savanna.ask(story.MOVE_MEETING, {
      input: { meetingId, slotId: slots[2]!.id, expectedVersion: meeting.version, reason: 'A later flight' },
    });
    expect(meeting).toMatchObject({ uid, sequence: 1, slotId: slots[2]!.id });
    meeting = await people.yangtze.ask(story.CANCEL_MEETING, {
      input: { meetingId, expectedVersion: meeting.version, isOver: true, reason: 'Settled by telephone' },
    });
    expect(meeting).toMatchObject({ uid, sequence: 2, state: 'CANCELLED', cancelReason: 'Settled by telephone' });

    booking = await stage.book('rhine', 'savanna', slots[2]!.id);
    expect(booking).toMatchObject({ __typename: 'Meeting', slotId: slots[2]!.id });
    const taken = await stage.book('yangtze', 'savanna', slots[2]!.id);
    expect(taken).toMatchObject({ __typename: 'SlotTaken', code: 'SLOT_TAKEN' });
    const offered = taken.freeSlots.map(({ slotId }: { slotId: string }) => slotId);
    expect(offered).toContain(slots[3]!.id);
    expect(offered).not.toContain(slots[1]!.id);
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
      expect.objectContaining({ id: threeParty.id, slot: expect.objectContaining({ id: slots[1]!.id }) }),
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

  it('imports a list of companies, all or nothing, and finds them in the directory with the others', async () => {
    const importFile = async (...rows: string[]): Promise<any> => {
      const uploadId = await stage.administrator.upload(['name_en,name_zh,country,sectors', ...rows, ''].join('\n'));
      const { id } = await stage.administrator.ask(story.IMPORT, {
        input: { uploadId, mapping: 'TEMPLATE' },
        ...once(),
      });
      const updates = await stage.administrator.watch(
        story.WATCH_IMPORT,
        id,
        ({ state }) => state !== 'QUEUED' && state !== 'RUNNING',
      );
      return updates.at(-1);
    };
    const find = async (text: string): Promise<string[]> =>
      (await people.savanna.ask(story.SEARCH, { query: { text } })).nodes.map(({ profile }: any) => profile.nameEn);
    const delta = 'Delta Dams,三角洲水坝,CN,ENE-HYD';

    expect(await importFile(delta, 'Nowhere Power,,XX,ENE-HYD')).toEqual({
      state: 'REFUSED',
      rowsRead: 2,
      rowsWritten: 0,
      faults: [{ row: 3, column: 'country', cause: 'allowed: an ISO 3166-1 alpha-2 code in capitals, such as BR' }],
    });
    expect(await find('Delta Dams')).toEqual([]);
    expect(await importFile(delta, 'Fjord Gates,,NO,ENE-HYD')).toEqual({
      state: 'DONE',
      rowsRead: 2,
      rowsWritten: 2,
      faults: [],
    });
    expect(await find('三角洲水坝')).toEqual(['Delta Dams']);
    expect(await find('Fjord Gaets')).toEqual(['Fjord Gates']);
    expect(await find('alpine turbines')).toEqual([nameOf('alpine')]);
  });
});
