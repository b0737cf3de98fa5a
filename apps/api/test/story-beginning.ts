import { expect, it } from '@jest/globals';
import { cast, forumTemplate, story } from './story-operations.js';
import { nameOf, once, roles, type StoryStage } from './story-stage.js';

/** From the link of an empty installation to a forum with its companies. */
export function tellBeginning(stage: StoryStage, drawSetupLink: () => Promise<string>): void {
  const { companies, people } = stage;

  it('begins with a set-up link, which makes the first administrator and nobody after', async () => {
    const setupToken = await drawSetupLink();
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
    const forumId = (stage.forumId = forum.id as string);
    const programme = await stage.organizer.ask(story.PROGRAMME, { forumId });
    expect(programme.subForums).toMatchObject([{ nameEn: 'Units' }]);
    expect(programme.sessions.map((session: any) => [session.date, session.name, session.slots.length])).toEqual([
      ['2099-05-12', 'Morning', 4],
      ['2099-05-12', 'Afternoon', 3],
      ['2099-05-13', 'Morning', 4],
      ['2099-05-13', 'Afternoon', 3],
    ]);
    stage.slots = programme.sessions.flatMap((session: any) =>
      session.slots.map((slot: object) => ({ ...slot, date: session.date })),
    );
    stage.tables = programme.tables;
    expect(stage.tables.map(({ label }) => label).sort()).toEqual(['A1', 'A2', 'B', 'Online']);
    await stage.advanceTo('REGISTRATION');
  });

  it('lets the companies in that the organizer approves, and tells the other one why not', async () => {
    for (const role of roles) {
      const input = {
        forumId: stage.forumId,
        companyId: stage.companyIdOf(role),
        hasStandingConsent: role === 'savanna',
      };
      expect(await people[role].ask(story.APPLY, { input, ...once() })).toMatchObject({ state: 'APPLIED' });
    }
    const { nodes } = await stage.organizer.ask(story.PARTICIPATIONS, { forumId: stage.forumId });
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
}
