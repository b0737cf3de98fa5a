import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Participation, type Account, type ScheduleFile } from '#domain';
import type { TestApi } from './api-harness.js';
import { isReady, PLACEMENTS, ScheduleStage, type Draft, type Venue } from './schedule-stage.js';

const REFUSAL = `... on Refusal { code message }
  ... on DraftOutdated { overtaken { draftMeetingId overtaking obstacles { kind party { companyId } } } }`;
const APPROVE = `mutation ($input: ApproveScheduleDraftInput!) {
  approveScheduleDraft(input: $input) { __typename ... on ScheduleDraft { state approvedAt } ${REFUSAL} }
}`;
const AGENDA = 'query ($forumId: UUID!) { myAgenda(forumId: $forumId) { meetingRequestId startsAt place { label } } }';

describe('a draft of a schedule', () => {
  let stage: ScheduleStage;
  let api: TestApi;

  beforeAll(async () => {
    stage = await ScheduleStage.open();
    ({ api } = stage);
  });
  afterAll(() => stage.close());

  const approve = async (by: Account, { id, version }: Draft, given = {}) =>
    api.run(by, APPROVE, { input: { scheduleDraftId: id, expectedVersion: version, ...given } });
  const agendaOf = async ({ forum }: Venue, member: Account): Promise<Record<string, any>[]> =>
    (await api.ask(member, AGENDA, { forumId: forum.id })).myAgenda;

  it('goes from a run to an approved schedule in the partners’ agendas, and shows them nothing before', async () => {
    const venue = await stage.openVenue(4, 3);
    const { organizer, assistant, members, slots, tables } = venue;
    const [first, second] = [await stage.agree(venue, 0, 1), await stage.agree(venue, 2, 3)];
    const { id } = await stage.start(venue);
    const draft = await stage.watch(venue, id, isReady);
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
    expect(await api.codeOf(members[0]!, LIST, { forumId: venue.forum.id })).toBe('FORBIDDEN');
    expect(await api.codeOf(members[0]!, READ, { id })).toBe('FORBIDDEN');
    const elsewhere = await stage.openVenue(0, 1);
    expect(await api.codeOf(elsewhere.organizer, READ, { id })).toBe('NOT_FOUND');
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

  it('gives a draft as files that the command check-schedule accepts, and refuses when a placement is changed', async () => {
    const venue = await stage.openVenue(4, 3);
    const { organizer, members } = venue;
    await stage.agree(venue, 0, 1);
    await stage.agree(venue, 0, 2);
    const { id } = await stage.makeDraft(venue);
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
      const stranger = (await stage.openVenue(0, 1)).organizer;
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
    const venue = await stage.openVenue(5, 3);
    const { organizer, members, companies, forum } = venue;
    await stage.agree(venue, 2, 3);
    expect((await approve(organizer, await stage.makeDraft(venue))).data?.approveScheduleDraft.state).toBe('APPROVED');

    await api.dataSource.getRepository(Participation).update({ forumId: forum.id }, { hasStandingConsent: true });
    const [late, other] = [await stage.agree(venue, 0, 1), await stage.agree(venue, 1, 2)];
    const draft = await stage.makeDraft(venue);
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
});
