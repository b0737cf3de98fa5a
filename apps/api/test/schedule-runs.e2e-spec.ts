import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DraftMeeting, MeetingRequest, SubForum } from '#domain';
import type { TestApi } from './api-harness.js';
import { isReady, ScheduleStage, START, type Venue } from './schedule-stage.js';

describe('a run of the solver', () => {
  let stage: ScheduleStage;
  let api: TestApi;

  beforeAll(async () => {
    stage = await ScheduleStage.open();
    ({ api } = stage);
  });
  afterAll(() => stage.close());

  it('runs by the options that were asked for, and says what they mean', async () => {
    const venue = await stage.openVenue(4, 3);
    const { organizer, forum } = venue;
    const subForum = await api.dataSource
      .getRepository(SubForum)
      .save({ forumId: forum.id, nameEn: 'Hydropower', nameZh: null, theme: 'Dams' });
    const [own, other] = [await stage.agree(venue, 0, 1), await stage.agree(venue, 2, 3)];
    await api.dataSource.getRepository(MeetingRequest).update({ id: own }, { subForumId: subForum.id });
    const { id: wholeId } = await stage.makeDraft(venue);

    const asked = { fairness: 1, meetingWeights: { pair: 7 }, subForumIds: [subForum.id], maxMoves: 4, seed: 9 };
    const { id } = await stage.makeDraft(venue, asked);
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

  /** Every two of five want to meet in four slots: eight of ten can, which no bound here proves, so the search never rests. */
  async function openEndless(): Promise<Venue> {
    const venue = await stage.openVenue(5, 4);
    for (let one = 0; one < 5; one++) for (let other = 0; other < one; other++) await stage.agree(venue, other, one);
    return venue;
  }
  const endless = { maxSteps: 1_000_000_000, timeLimitSeconds: 600 };

  it('ends a cancelled run with the schedule that it had found, after telling how it went; one at a time runs', async () => {
    const venue = await openEndless();
    const { id } = await stage.start(venue, endless);
    const draft = await stage.watch(venue, id, ({ progress }) => progress?.placedWeight === 16);
    expect(draft.progress).toMatchObject({
      maxWeight: 20,
      minBreaks: 0,
      bestAfterSeconds: expect.any(Number) as unknown,
    });
    expect(draft.progress.breaks).toBeGreaterThanOrEqual(draft.progress.minBreaks);
    expect(await stage.start(venue)).toMatchObject({ __typename: 'RunInProgress', scheduleDraftId: id });

    const CANCEL = 'mutation ($id: UUID!) { cancelScheduleRun(id: $id) { __typename } }';
    const askedAt = performance.now();
    await api.ask(venue.organizer, CANCEL, { id });
    const cancelled = await stage.watch(venue, id, ({ state }) => state.startsWith('CANCELLED'));
    const tookMs = Math.round(performance.now() - askedAt);
    process.stdout.write(`a cancelled run: its schedule is there ${tookMs} ms after it was asked to end\n`);
    expect(cancelled).toMatchObject({
      state: 'CANCELLED_WITH_SCHEDULE',
      cutShortBy: 'CANCELLED',
      evidence: { weight: 16, maxWeight: 20, meetings: 8, endedBy: 'STOPPED' },
    });
    expect(cancelled.placements.nodes).toHaveLength(8);
    expect(cancelled.unplaced.nodes).toHaveLength(2);
  });

  it('is done once by another worker when the first is killed in the middle, and ends with its time', async () => {
    const venue = await openEndless();
    const { id } = await stage.start(venue, { ...endless, timeLimitSeconds: 3 });
    await stage.watch(venue, id, ({ progress }) => progress !== null && progress.share > 0);
    await stage.replaceWorker();

    const draft = await stage.watch(venue, id, isReady);
    expect(draft.evidence).toMatchObject({ meetings: 8, maxMeetings: 10, endedBy: 'STOPPED' });
    expect(await api.dataSource.getRepository(DraftMeeting).countBy({ scheduleDraftId: id })).toBe(10);
    const [unplaced] = draft.unplaced.nodes;
    expect(unplaced).toMatchObject({ headline: 'PARTY_BUSY' });
    expect(unplaced.text).toBe('In 4 of the 4 slots it could use, a party sits in another meeting.');
    expect(unplaced.perSlot).toHaveLength(4);
  }, 60_000);
});
