import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import { cast, story } from './story-operations.js';
import { Person } from './story-person.js';

export type Role = keyof typeof cast;
export const roles = Object.keys(cast) as Role[];

const password = 'a password of the story';

export const once = () => ({ idempotencyKey: randomUUID() });
export const nameOf = (role: Role): string => cast[role].profile.nameEn;
/** The names of the parties of a meeting, in order. */
export const namesIn = ({ parties }: any): string[] => parties.map((party: any) => party.companyNameEn).sort();

/** Who plays, what has come of it so far, and the things that the chapters do more than once. */
export class StoryStage {
  nobody!: Person;
  administrator!: Person;
  organizer!: Person;
  /** Each company's representative. */
  readonly people = {} as Record<Role, Person>;
  /** The companies, as their people last read them. */
  readonly companies = {} as Record<Role, any>;
  forumId!: string;
  /** In order of time. */
  slots!: { id: string }[];
  tables!: { id: string; label: string }[];
  /** The meeting request of three, as it was last read. */
  threeParty: any;

  private url!: string;
  private readonly heardIds = new Set<string>();

  open(url: string): void {
    this.url = url;
    this.nobody = new Person(url);
  }

  async leave(): Promise<void> {
    for (const person of [this.administrator, this.organizer, ...Object.values(this.people)]) await person?.leave();
  }

  /** What an account is made of. */
  newcomer(name: string, timeZone = 'UTC'): object {
    return { email: `${name}@story.example`, displayName: `Representative, ${name}`, password, timeZone };
  }

  async signIn(name: string): Promise<Person> {
    const input = { email: `${name}@story.example`, password };
    const { accessToken } = await this.nobody.ask(story.SIGN_IN, { input });
    return new Person(this.url, accessToken as string);
  }

  companyIdOf = (role: Role): string => this.companies[role].id as string;
  roleOf = (companyId: string): Role => roles.find((role) => this.companyIdOf(role) === companyId)!;

  async submit(role: Role): Promise<void> {
    const { id, file } = this.companies[role];
    this.companies[role] = await this.people[role].ask(story.SUBMIT_COMPANY, { id, expectedVersion: file.version });
    expect(this.companies[role]).toMatchObject({ file: { state: 'SUBMITTED' } });
  }

  async advanceTo(to: string): Promise<void> {
    const { forumId, organizer } = this;
    const { version: expectedVersion } = await organizer.ask(story.FORUM, { id: forumId });
    expect(await organizer.ask(story.ADVANCE_FORUM, { forumId, to, expectedVersion })).toMatchObject({ state: to });
  }

  /** Everything that a match request shows until it is done. */
  async findMatches(role: Role): Promise<any[]> {
    const input = { forumId: this.forumId, companyId: this.companyIdOf(role), count: 50, ...once() };
    const { id } = await this.people[role].ask(story.REQUEST_MATCHES, { input });
    return this.people[role].watch(story.WATCH_MATCHES, id, ({ state }) => state === 'DONE');
  }

  async triplesOf(role: Role): Promise<Role[][]> {
    const { triples } = (await this.findMatches(role)).at(-1);
    return triples.nodes.map(({ members }: any) => members.map(({ companyId }: any) => this.roleOf(companyId)));
  }

  propose(role: Role, others: Role[]): Promise<any> {
    const otherCompanyIds = others.map(this.companyIdOf);
    const input = { forumId: this.forumId, companyId: this.companyIdOf(role), otherCompanyIds, ...once() };
    return this.people[role].ask(story.PROPOSE, { input });
  }

  /** What a company does with a meeting request as it was last read. */
  answer(role: Role, operation: string, request: any, more: object = {}): Promise<any> {
    const { id: meetingRequestId, version: expectedVersion } = request;
    const companyId = this.companyIdOf(role);
    return this.people[role].ask(operation, { input: { companyId, meetingRequestId, expectedVersion, ...more } });
  }

  answersIn({ parties }: any): Partial<Record<Role, string>> {
    return Object.fromEntries(parties.map((party: any) => [this.roleOf(party.companyId), party.answer]));
  }

  /** Everything that a schedule run shows until its draft is ready. */
  async solve(settings: object = {}): Promise<any[]> {
    const input = { forumId: this.forumId, timeLimitSeconds: 5, maxSteps: 2_000, ...once(), ...settings };
    const { id } = await this.organizer.ask(story.START_RUN, { input });
    return this.organizer.watch(story.WATCH_RUN, id, ({ state }) => state === 'READY');
  }

  approve(scheduleDraftId: string, expectedVersion: number): Promise<any> {
    return this.organizer.ask(story.APPROVE_DRAFT, { input: { scheduleDraftId, expectedVersion } });
  }

  agendaOf(role: Role): Promise<any[]> {
    return this.people[role].ask(story.AGENDA, { forumId: this.forumId });
  }

  book(role: Role, other: Role, slotId: string): Promise<any> {
    const [companyId, otherCompanyId] = [this.companyIdOf(role), this.companyIdOf(other)];
    return this.people[role].ask(story.BOOK, {
      input: { forumId: this.forumId, companyId, otherCompanyId, slotId, ...once() },
    });
  }

  /** The kinds of what everybody was told since the last time, oldest first; those who were told nothing are left out. */
  async latestNews(): Promise<Partial<Record<Role, string[]>>> {
    const latest: Partial<Record<Role, string[]>> = {};
    for (const role of roles) {
      const { nodes } = await this.people[role].ask(story.NEWS);
      const fresh: Record<'id' | 'kind' | 'createdAt', string>[] = nodes.filter(
        ({ id }: any) => !this.heardIds.has(id),
      );
      for (const { id } of fresh) this.heardIds.add(id);
      // What was told in one transaction has one instant, and no order but that of its kinds.
      const inOrder = fresh.map(({ createdAt, kind }) => [createdAt, kind] as const).sort();
      if (inOrder.length > 0) latest[role] = inOrder.map(([, kind]) => kind);
    }
    return latest;
  }
}
