import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { story } from './story-operations.js';
import { once, type StoryStage } from './story-stage.js';

/** From a match request to meeting requests that everybody has agreed to. */
export function tellAgreement(stage: StoryStage): void {
  const { people } = stage;

  it('ranks triples for a company that asks, with what each brings and who covers what', async () => {
    const updates = await stage.findMatches('yangtze');
    const progresses = updates.map((update) => update.progress);
    expect(progresses).toEqual([...progresses].sort((a, b) => a - b));
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

    const parties = {
      forumId: stage.forumId,
      companyId: stage.companyIdOf('savanna'),
      otherCompanyId: stage.companyIdOf('pearl'),
    };
    expect(await people.savanna.ask(story.SET_PREFERENCE, { input: { ...parties, value: 'NEVER' } })).toMatchObject({
      value: 'NEVER',
    });
    const rest = await stage.triplesOf('pearl');
    expect(rest).toHaveLength(4);
    expect(rest.flat()).not.toContain('savanna');

    const toUnknown = await people.pearl.ask(story.PROPOSE, {
      input: {
        forumId: stage.forumId,
        companyId: stage.companyIdOf('pearl'),
        otherCompanyIds: [randomUUID()],
        ...once(),
      },
    });
    expect(toUnknown).toMatchObject({ __typename: 'NotAvailable' });
    expect(await stage.propose('pearl', ['savanna'])).toEqual(toUnknown);
    const asked = { forumId: stage.forumId, companyId: stage.companyIdOf('savanna') };
    expect((await people.savanna.ask(story.PREFERENCES, asked)).nodes).toHaveLength(1);
    for (const reader of [people.pearl, stage.organizer, stage.administrator]) {
      expect(await reader.codeOf(story.PREFERENCES, asked)).toBe('FORBIDDEN');
    }
    expect(await stage.latestNews()).toEqual({});
  });

  it('goes from a proposal, over a refusal and a substitute whom all are asked about anew, to an agreement', async () => {
    stage.threeParty = await stage.propose('yangtze', ['alpine', 'lake']);
    stage.threeParty = await stage.answer('alpine', story.ACCEPT, stage.threeParty);
    expect(stage.threeParty.state).toBe('PENDING');
    stage.threeParty = await stage.answer('lake', story.DECLINE, stage.threeParty, { reason: 'Our river is taken.' });
    expect(stage.threeParty.state).toBe('INCOMPLETE');
    expect(stage.answersIn(stage.threeParty)).toEqual({ yangtze: 'ACCEPTED', alpine: 'ACCEPTED', lake: 'DECLINED' });

    const substitutes = await people.yangtze.ask(story.SUBSTITUTES, { meetingRequestId: stage.threeParty.id });
    expect(substitutes.map(({ companyId }: any) => stage.roleOf(companyId as string))).toEqual(['rift', 'savanna']);
    expect(substitutes[0].lines.map(({ byCompanyId }: any) => byCompanyId)).toContain(stage.companyIdOf('rift'));
    stage.threeParty = await stage.answer('yangtze', story.CHOOSE_SUBSTITUTE, stage.threeParty, {
      substituteCompanyId: stage.companyIdOf('rift'),
    });
    expect(stage.answersIn(stage.threeParty)).toEqual({ yangtze: 'ACCEPTED', alpine: 'PENDING', rift: 'PENDING' });
    stage.threeParty = await stage.answer('rift', story.ACCEPT, stage.threeParty);
    expect(stage.threeParty.state).toBe('PENDING');
    stage.threeParty = await stage.answer('alpine', story.ACCEPT, stage.threeParty);
    expect(stage.threeParty.state).toBe('AGREED');

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
}
