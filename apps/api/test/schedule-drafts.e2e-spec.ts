import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  DraftMeeting,
  MeetingRequest,
  MeetingRequestParty,
  Participation,
  SubForum,
  type Account,
  type Company,
  type Forum,
  type ForumTable,
  type ScheduleFile,
  type Slot,
} from '#domain';
import {
  insertAccount,
  insertCompany,
  insertDelegation,
  insertForum,
  insertSlots,
  insertTables,
  joinCompany,
  joinForum,
} from '#testing';
import { startTestApi, type TestApi } from './api-harness.js';
import { startWorkerProcess, type WorkerProcess } from './worker-process.js';

const EVIDENCE = 'evidence { weight maxWeight meetings maxMeetings breaks minBreaks moved endedBy seed }';
const PLACEMENTS = `placements(first: 50) {
  nodes { id isPinned weight slot { id startsAt } table { id label } parties { companyId companyNameEn } }
}`;
const REFUSAL = `... on Refusal { code message }
  ... on DraftOutdated { overtaken { draftMeetingId overtaking obstacles { kind party { companyId } } } }`;
const START = `mutation ($input: StartScheduleRunInput!) {
  startScheduleRun(input: $input) { __typename ... on ScheduleDraft { id state version } ... on Refusal { code message }
    ... on RunInProgress { scheduleDraftId } }
}`;
const PROGRESS = `subscription ($id: UUID!) {
  scheduleDraftProgress(id: $id) { state version cutShortBy
    progress { share placedWeight maxWeight breaks minBreaks bestAfterSeconds steps } ${EVIDENCE} ${PLACEMENTS}
    unplaced { nodes { headline text meeting { id } perSlot { slot { id } obstacles { kind } } } } }
}`;
const APPROVE = `mutation ($input: ApproveScheduleDraftInput!) {
  approveScheduleDraft(input: $input) { __typename ... on ScheduleDraft { state approvedAt } ${REFUSAL} }
}`;
const AGENDA = 'query ($forumId: UUID!) { myAgenda(forumId: $forumId) { meetingRequestId startsAt place { label } } }';

describe('making a schedule', () => {
  let api: TestApi;
  let worker: WorkerProcess;

  beforeAll(async () => {
    api = await startTestApi();
    worker = await startWorkerProcess(api.databaseUrl);
  });
  afterAll(async () => {
    await worker.stop();
    await api.close();
  });

  interface Venue {
    forum: Forum;
    organizer: Account;
    assistant: Account;
    slots: Slot[];
    tables: ForumTable[];
    companies: Company[];
    /** One of each company. */
    members: Account[];
  }

  async function open(companyCount: number, slotCount: number): Promise<Venue> {
    const { dataSource } = api;
    const forum = await insertForum(dataSource, { state: 'scheduling', bookingOpensAt: new Date('2020-01-01T00:00Z') });
    const [organizer, assistant] = [await insertAccount(dataSource), await insertAccount(dataSource)];
    await joinForum(dataSource, organizer, forum, 'organizer');
    await joinForum(dataSource, assistant, forum, 'assistant');
    const slots = await insertSlots(dataSource, forum, slotCount);
    const tables = await insertTables(dataSource, forum, 3);
    const companies: Company[] = [];
    const members: Account[] = [];
    for (let index = 0; index < companyCount; index++) {
      const company = await insertCompany(dataSource);
      const member = await insertAccount(dataSource);
      await joinCompany(dataSource, member, company);
      await insertDelegation(dataSource, forum, company);
      companies.push(company);
      members.push(member);
    }
    return { forum, organizer, assistant, slots, tables, companies, members };
  }

  async function agree({ forum, companies }: Venue, ...parties: number[]): Promise<string> {
    const { manager } = api.dataSource;
    const companyIds = parties.map((index) => companies[index]!.id);
    const { id: meetingRequestId } = await manager.save(
      manager.create(MeetingRequest, {
        forumId: forum.id,
        proposerCompanyId: companyIds[0]!,
        state: 'agreed',
        expiresAt: new Date('2027-06-01T00:00Z'),
      }),
    );
    await manager.insert(
      MeetingRequestParty,
      companyIds.map((companyId) => ({ meetingRequestId, companyId, answer: 'accepted' as const })),
    );
    return meetingRequestId;
  }

  const start = async ({ forum, organizer }: Venue, options = {}): Promise<Record<string, any>> => {
    const input = { forumId: forum.id, maxSteps: 2_000, idempotencyKey: randomUUID(), ...options };
    return (await api.ask(organizer, START, { input })).startScheduleRun;
  };
  /** Watches until the draft is as wanted; answers with what was seen last and every state on the way. */
  async function watch(
    { organizer }: Venue,
    id: string,
    isWanted: (draft: Record<string, any>) => boolean,
  ): Promise<{ draft: Record<string, any>; states: string[] }> {
    const states: string[] = [];
    for await (const { data } of api.subscribe(organizer, PROGRESS, { id })) {
      const draft = data!.scheduleDraftProgress as Record<string, any>;
      states.push(draft.state as string);
      if (isWanted(draft)) return { draft, states };
    }
    throw new Error(`The subscription ended after ${states.join(', ')}.`);
  }
  const isReady = ({ state }: Record<string, any>): boolean => state === 'READY';
  const makeDraft = async (venue: Venue, options = {}): Promise<Record<string, any>> => {
    const { id } = await start(venue, options);
    return { id, ...(await watch(venue, id, isReady)).draft };
  };
  const approve = async (by: Account, { id, version }: Record<string, any>, given = {}) =>
    api.run(by, APPROVE, { input: { scheduleDraftId: id, expectedVersion: version, ...given } });
  const agendaOf = async ({ forum }: Venue, member: Account): Promise<Record<string, any>[]> =>
    (await api.ask(member, AGENDA, { forumId: forum.id })).myAgenda;

  it('goes from a run to an approved schedule in the partners’ agendas, and shows them nothing before', async () => {
    const venue = await open(4, 3);
    const { organizer, assistant, members, slots, tables } = venue;
    const [first, second] = [await agree(venue, 0, 1), await agree(venue, 2, 3)];
    const { id } = await start(venue);
    const { draft } = await watch(venue, id, isReady);
    expect(draft.evidence).toEqual({
      weight: 4,
      maxWeight: 4,
      meetings: 2,
      maxMeetings: 2,
      breaks: 0,
      minBreaks: 0,
      moved: 0,
      endedBy: 'PROVEN_BEST',
      seed: 1,
    });
    expect(draft.placements.nodes.map((node: { id: string }) => node.id).sort()).toEqual([first, second].sort());

    const MOVE = `mutation ($input: MoveDraftMeetingInput!) { moveDraftMeeting(input: $input) {
      __typename ... on ScheduleDraft { version } ... on PlaceObstructed { message obstacles { kind meetings } } } }`;
    const there = draft.placements.nodes.find((node: { id: string }) => node.id === second);
    const input = { scheduleDraftId: id, draftMeetingId: first, expectedVersion: draft.version };
    const obstructed = await api.ask(organizer, MOVE, {
      input: { ...input, slotId: there.slot.id, tableId: there.table.id },
    });
    expect(obstructed.moveDraftMeeting).toEqual({
      __typename: 'PlaceObstructed',
      message: 'The meeting cannot be held there: the table is taken.',
      obstacles: [{ kind: 'TABLE_TAKEN', meetings: [second] }],
    });
    const to = { slotId: slots[2]!.id, tableId: tables[2]!.id };
    const { moveDraftMeeting: moved } = await api.ask(organizer, MOVE, { input: { ...input, ...to } });
    const PIN = `mutation ($input: PinDraftMeetingInput!) {
      pinDraftMeeting(input: $input) { ... on ScheduleDraft { version ${PLACEMENTS} } } }`;
    const { pinDraftMeeting: pinned } = await api.ask(organizer, PIN, {
      input: { ...input, expectedVersion: moved.version },
    });
    expect(pinned.placements.nodes).toContainEqual(
      expect.objectContaining({
        id: first,
        isPinned: true,
        slot: expect.objectContaining({ id: to.slotId }) as object,
      }),
    );

    const READ = 'query ($id: UUID!) { scheduleDraft(id: $id) { id } }';
    const LIST = 'query ($forumId: UUID!) { scheduleDrafts(forumId: $forumId, first: 5) { nodes { id } } }';
    expect((await api.ask(assistant, LIST, { forumId: venue.forum.id })).scheduleDrafts.nodes).toEqual([{ id }]);
    expect(await agendaOf(venue, members[0]!)).toEqual([]);
    expect((await api.run(members[0]!, LIST, { forumId: venue.forum.id })).errors?.[0]?.extensions.code).toBe(
      'FORBIDDEN',
    );
    expect((await api.run(members[0]!, READ, { id })).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    const elsewhere = await open(0, 1);
    expect((await api.run(elsewhere.organizer, READ, { id })).errors?.[0]?.extensions.code).toBe('NOT_FOUND');
    const latest = { id, version: pinned.version };
    expect((await approve(assistant, latest)).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await approve(elsewhere.organizer, latest)).errors?.[0]?.extensions.code).toBe('NOT_FOUND');

    const PREVIEW =
      'query ($id: UUID!) { approvalPreview(scheduleDraftId: $id) { newCount movedCount withdrawnCount companyIds } }';
    expect((await api.ask(organizer, PREVIEW, { id })).approvalPreview).toEqual({
      newCount: 2,
      movedCount: 0,
      withdrawnCount: 0,
      companyIds: venue.companies.map((company) => company.id).sort(),
    });
    expect((await approve(organizer, latest)).data?.approveScheduleDraft).toMatchObject({ state: 'APPROVED' });
    expect(await agendaOf(venue, members[0]!)).toEqual([
      { meetingRequestId: first, startsAt: slots[2]!.startsAt.toISOString(), place: { label: tables[2]!.label } },
    ]);
  });

  it('runs by the options that were asked for, and says what they mean', async () => {
    const venue = await open(4, 3);
    const { organizer, forum } = venue;
    const subForum = await api.dataSource
      .getRepository(SubForum)
      .save({ forumId: forum.id, nameEn: 'Hydropower', nameZh: null, theme: 'Dams' });
    const [own, other] = [await agree(venue, 0, 1), await agree(venue, 2, 3)];
    await api.dataSource.getRepository(MeetingRequest).update({ id: own }, { subForumId: subForum.id });
    const { id: wholeId } = await makeDraft(venue);

    const asked = { fairness: 1, meetingWeights: { pair: 7 }, subForumIds: [subForum.id], maxMoves: 4, seed: 9 };
    const { id } = await makeDraft(venue, asked);
    const OPTIONS = `options { timeLimitSeconds maxSteps seed maxMoves allowUnplace fairness subForumIds
      meetingWeights { pair triple mustMeet } }`;
    const READ = `query ($id: UUID!) { scheduleDraft(id: $id) { ${OPTIONS} outside { keptCount leftOutCount } notes
      evidence { weight maxWeight } } }`;
    const { scheduleDraft: draft } = await api.ask(organizer, READ, { id });
    const meetingWeights = { pair: 7, triple: 3, mustMeet: 2 };
    const options = { timeLimitSeconds: 60, maxSteps: 2_000, allowUnplace: false, ...asked, meetingWeights };
    expect(draft).toEqual({
      options,
      outside: { keptCount: 0, leftOutCount: 1 },
      evidence: { weight: 7, maxWeight: 7 },
      notes: [
        'The run is about 1 of the sub-forums. Of others, published meetings that keep their places: 0; agreed requests left out: 1.',
        'Published meetings that move or lose their place: 0 of at most 4; that could not stay: 0.',
        'A meeting of two counts 7, one of three 3, and 2 more for each party that must meet another.',
        'The breaks of any two delegations differ by at most 0; asked were 1.',
      ],
    });
    const COMPARE = `query ($a: UUID!, $b: UUID) { compareDrafts(a: $a, b: $b) {
      optionsOfA { seed } optionsOfB { seed } differentOptions onlyInB { draftMeetingId } } }`;
    expect((await api.ask(organizer, COMPARE, { a: id, b: wholeId })).compareDrafts).toMatchObject({
      optionsOfA: { seed: 9 },
      optionsOfB: { seed: 1 },
      differentOptions: ['SEED', 'MAX_MOVES', 'FAIRNESS', 'MEETING_WEIGHTS', 'SUB_FORUM_IDS'],
      onlyInB: [{ draftMeetingId: other }],
    });

    const faulty = { ...asked, fairness: 101, meetingWeights: { pair: 0 }, subForumIds: [] };
    const input = { forumId: forum.id, idempotencyKey: randomUUID(), ...faulty };
    const { errors } = await api.run(organizer, START, { input });
    expect(errors?.[0]?.extensions).toMatchObject({
      code: 'BAD_USER_INPUT',
      faults: expect.arrayContaining([
        { field: 'fairness', allowed: 'must not be greater than 100' },
        { field: 'meetingWeights.pair', allowed: 'must not be less than 1' },
        { field: 'subForumIds', allowed: 'must contain at least 1 elements' },
      ]) as unknown,
    });
  });

  it('gives a draft as files that the command check-schedule accepts, and refuses when a placement is changed', async () => {
    const venue = await open(4, 3);
    const { organizer, members } = venue;
    await agree(venue, 0, 1);
    await agree(venue, 0, 2);
    const { id } = await makeDraft(venue);
    const READ = `query ($id: UUID!) { scheduleDraft(id: $id) {
      files { problem schedule } evidence { minBreaksScope proof { weight breaks } fairness { asked } } } }`;
    const { scheduleDraft } = await api.ask(organizer, READ, { id });
    expect(scheduleDraft.evidence).toEqual({
      minBreaksScope: 'PLACED',
      proof: { weight: 'CERTIFICATE', breaks: 'CERTIFICATE' },
      fairness: null,
    });
    const download = async (by: Account, path: string): Promise<Response> =>
      fetch(`${api.url}${path}`, { headers: { authorization: await api.authorizationOf(by) } });
    const directory = await mkdtemp(join(tmpdir(), 'trefoil-draft-'));
    const files: Record<string, string> = {};
    for (const name of ['problem', 'schedule']) {
      const response = await download(organizer, scheduleDraft.files[name]);
      expect(response.headers.get('content-disposition')).toBe(`attachment; filename="${name}.json"`);
      files[name] = join(directory, `${name}.json`);
      await writeFile(files[name], await response.text());
      expect((await download(members[0]!, scheduleDraft.files[name])).status).toBe(403);
      const stranger = (await open(0, 1)).organizer;
      expect((await download(stranger, scheduleDraft.files[name])).status).toBe(404);
    }
    const check = (): SpawnSyncReturns<string> => {
      const given = ['--problem', files['problem']!, '--schedule', files['schedule']!];
      return spawnSync('npm', ['run', '--silent', 'check-schedule', '--', ...given], { encoding: 'utf8' });
    };
    expect(check()).toMatchObject({ status: 0, stdout: '' });
    const schedule = JSON.parse(await readFile(files['schedule']!, 'utf8')) as ScheduleFile;
    schedule.placements[1]!.slot = schedule.placements[0]!.slot;
    await writeFile(files['schedule']!, JSON.stringify(schedule));
    expect(check()).toMatchObject({ status: 1, stdout: expect.stringContaining('double-booking') as unknown });
    await rm(directory, { recursive: true });
  });

  it('tells which booking overtook a draft, rebases it and publishes the rest', async () => {
    const venue = await open(5, 3);
    const { organizer, members, companies, forum } = venue;
    await agree(venue, 2, 3);
    expect((await approve(organizer, await makeDraft(venue))).data?.approveScheduleDraft.state).toBe('APPROVED');

    await api.dataSource.getRepository(Participation).update({ forumId: forum.id }, { hasStandingConsent: true });
    const [late, other] = [await agree(venue, 0, 1), await agree(venue, 1, 2)];
    const draft = await makeDraft(venue);
    const place = draft.placements.nodes.find((node: { id: string }) => node.id === late);
    const BOOK = `mutation ($input: BookMeetingInput!) { bookMeeting(input: $input) { __typename } }`;
    const byConsent = {
      forumId: forum.id,
      companyId: companies[0]!.id,
      otherCompanyId: companies[4]!.id,
      slotId: place.slot.id,
      idempotencyKey: randomUUID(),
    };
    const { bookMeeting } = await api.ask(members[0]!, BOOK, { input: byConsent });
    expect(bookMeeting.__typename).toBe('Meeting');

    const { data } = await approve(organizer, draft);
    expect(data?.approveScheduleDraft).toMatchObject({ __typename: 'DraftOutdated', code: 'DRAFT_OUTDATED' });
    expect(data?.approveScheduleDraft.overtaken).toContainEqual(
      expect.objectContaining({ draftMeetingId: late, overtaking: 'NO_PLACE' }),
    );
    const REBASE = `mutation ($input: ScheduleDraftVersionInput!) { rebaseScheduleDraft(input: $input) {
      ... on RenewedDraft { draft { version ${PLACEMENTS} } overtaken { draftMeetingId } } } }`;
    const { rebaseScheduleDraft } = await api.ask(organizer, REBASE, {
      input: { scheduleDraftId: draft.id, expectedVersion: draft.version },
    });
    expect(rebaseScheduleDraft.overtaken).toEqual([{ draftMeetingId: late }]);
    const rebased = { id: draft.id, version: rebaseScheduleDraft.draft.version };
    expect((await approve(organizer, rebased)).data?.approveScheduleDraft).toMatchObject({ state: 'APPROVED' });
    const agenda = await agendaOf(venue, members[1]!);
    expect(agenda.map(({ meetingRequestId }) => meetingRequestId)).toEqual([other]);
  });

  /** Every two of five want to meet in four slots: eight of ten can, which no bound here proves, so the search never rests. */
  async function openEndless(): Promise<Venue> {
    const venue = await open(5, 4);
    for (let one = 0; one < 5; one++) for (let other = 0; other < one; other++) await agree(venue, other, one);
    return venue;
  }
  const endless = { maxSteps: 1_000_000_000, timeLimitSeconds: 600 };

  it('ends a cancelled run with the schedule that it had found, after telling how it went; one at a time runs', async () => {
    const venue = await openEndless();
    const { id } = await start(venue, endless);
    const { draft } = await watch(venue, id, ({ progress }) => progress?.placedWeight === 16);
    expect(draft.progress).toMatchObject({
      maxWeight: 20,
      minBreaks: 0,
      bestAfterSeconds: expect.any(Number) as unknown,
    });
    expect(draft.progress.breaks).toBeGreaterThanOrEqual(draft.progress.minBreaks);
    expect(await start(venue)).toMatchObject({ __typename: 'RunInProgress', scheduleDraftId: id });

    const CANCEL = 'mutation ($id: UUID!) { cancelScheduleRun(id: $id) { __typename } }';
    const askedAt = performance.now();
    await api.ask(venue.organizer, CANCEL, { id });
    const cancelled = await watch(venue, id, ({ state }) => state.startsWith('CANCELLED'));
    const tookMs = Math.round(performance.now() - askedAt);
    process.stdout.write(`a cancelled run: its schedule is there ${tookMs} ms after it was asked to end\n`);
    expect(cancelled.draft).toMatchObject({
      state: 'CANCELLED_WITH_SCHEDULE',
      cutShortBy: 'CANCELLED',
      evidence: { weight: 16, maxWeight: 20, meetings: 8, endedBy: 'STOPPED' },
    });
    expect(cancelled.draft.placements.nodes).toHaveLength(8);
    expect(cancelled.draft.unplaced.nodes).toHaveLength(2);
  });

  it('is done once by another worker when the first is killed in the middle, and ends with its time', async () => {
    const venue = await openEndless();
    const { id } = await start(venue, { ...endless, timeLimitSeconds: 3 });
    await watch(venue, id, ({ progress }) => progress !== null && progress.share > 0);
    process.kill(worker.pid, 'SIGKILL');
    worker = await startWorkerProcess(api.databaseUrl);

    const { draft } = await watch(venue, id, isReady);
    expect(draft.evidence).toMatchObject({ meetings: 8, maxMeetings: 10, endedBy: 'STOPPED' });
    expect(await api.dataSource.getRepository(DraftMeeting).countBy({ scheduleDraftId: id })).toBe(10);
    const [unplaced] = draft.unplaced.nodes;
    expect(unplaced).toMatchObject({ headline: 'PARTY_BUSY' });
    expect(unplaced.text).toBe('In 4 of the 4 slots it could use, a party sits in another meeting.');
    expect(unplaced.perSlot).toHaveLength(4);
  }, 60_000);
});
