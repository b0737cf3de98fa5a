import { Injectable } from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { Account } from '../accounts/account.entity.js';
import { AccountsService } from '../accounts/accounts.service.js';
import type { Actor } from '../accounts/actor.js';
import { IdempotencyKey } from '../idempotency/idempotency-key.entity.js';
import { Refusal } from '../refusal.js';
import { sampleSignIns, type SampleSignIn } from './sample-forum.js';
import { SampleCompaniesStage } from './sample-companies.stage.js';
import { SampleForumStage } from './sample-forum.stage.js';
import { SampleMeetingsStage } from './sample-meetings.stage.js';
import { SampleParticipationsStage } from './sample-participations.stage.js';
import { sampleKey, type SampleScene, type SampleStage } from './sample-stage.js';

export interface LoadedSample {
  forumId: string;
  /** One per role, and the people of one published project. */
  signIns: readonly SampleSignIn[];
}

/** Any number that nothing else locks. */
const lockNumber = 20_270_511;

/**
 * Loads the sample forum through the services that everybody uses, once per installation.
 *
 * Stage by stage, each marked when it is done; within a stage everything is made under a key of its own. So a load that was
 * killed goes on at the next start where it was, and a loaded sample costs three queries. Loaders that start at the same
 * moment wait for each other.
 */
@Injectable()
export class SampleLoader {
  private readonly stages: readonly SampleStage[];

  constructor(
    private readonly dataSource: DataSource,
    private readonly accounts: AccountsService,
    companies: SampleCompaniesStage,
    forum: SampleForumStage,
    participations: SampleParticipationsStage,
    meetings: SampleMeetingsStage,
  ) {
    this.stages = [companies, forum, participations, meetings];
  }

  /**
   * @param passwords by e-mail, one for each of `sampleSignIns`, 12 to 200 characters; the caller keeps them. An account that
   * exists keeps the password it has.
   * @throws Error when a password is missing, or the sample's own data are refused
   */
  async load(passwords: ReadonlyMap<string, string>, now: Date): Promise<LoadedSample> {
    const lock = this.dataSource.createQueryRunner();
    await lock.query('select pg_advisory_lock($1)', [lockNumber]);
    try {
      const accounts = await this.ensureAccounts(passwords);
      const administrator = actorOf([...accounts.values()].find((account) => account.isAdministrator)!);
      const scene: SampleScene = {
        administrator,
        accounts,
        lookFor: (what) => this.lookFor(administrator, what),
        findMade: (what) => this.findMade(administrator, what),
      };
      const done = await this.listDone(administrator);
      for (const stage of this.stages.filter(({ name }) => !done.has(markOf(name)))) {
        await stage.load(scene, now);
        await this.markDone(administrator, stage);
      }
      return { forumId: await scene.findMade('forum'), signIns: sampleSignIns };
    } finally {
      await lock.query('select pg_advisory_unlock($1)', [lockNumber]);
      await lock.release();
    }
  }

  /** The administrator first, who makes the others. */
  private async ensureAccounts(passwords: ReadonlyMap<string, string>): Promise<Map<string, Account>> {
    const isAdministrator = ({ role }: SampleSignIn): boolean => role.of === 'installation';
    const administrator = await this.ensureAccount(sampleSignIns.find(isAdministrator)!, passwords, (input) =>
      this.accounts.createSampleAdministrator(input),
    );
    const others = await Promise.all(
      sampleSignIns
        .filter((signIn) => !isAdministrator(signIn))
        .map((signIn) =>
          this.ensureAccount(signIn, passwords, (input) => this.accounts.create(actorOf(administrator), input)),
        ),
    );
    return new Map([administrator, ...others].map((account) => [account.email, account]));
  }

  private async ensureAccount(
    { email, displayName, locale, timeZone }: SampleSignIn,
    passwords: ReadonlyMap<string, string>,
    create: (input: Parameters<AccountsService['create']>[1]) => Promise<Account | Refusal>,
  ): Promise<Account> {
    const repository = this.dataSource.getRepository(Account);
    const present = await repository.findOneBy({ email });
    if (present) return present;
    const password = passwords.get(email);
    if (password === undefined) throw new Error(`The sample needs a password for ${email}.`);
    const made = await create({ email, displayName, locale, timeZone, password });
    return made instanceof Refusal ? repository.findOneByOrFail({ email }) : made;
  }

  private async lookFor({ accountId }: Actor, what: string): Promise<string | null> {
    const key = sampleKey(what);
    const made = await this.dataSource.getRepository(IdempotencyKey).findOneBy({ accountId, key });
    return made && made.resultId;
  }

  private async findMade(administrator: Actor, what: string): Promise<string> {
    const id = await this.lookFor(administrator, what);
    if (id === null) throw new Error(`The sample has no ${what}.`);
    return id;
  }

  private async listDone({ accountId }: Actor): Promise<Set<string>> {
    const keys = this.stages.map(({ name }) => markOf(name));
    const marks = await this.dataSource.getRepository(IdempotencyKey).findBy({ accountId, key: In(keys) });
    return new Set(marks.map(({ key }) => key));
  }

  private async markDone({ accountId }: Actor, { name }: SampleStage): Promise<void> {
    const mark = { accountId, key: markOf(name), operation: 'loadSample', inputHash: '', resultId: accountId };
    await this.dataSource.getRepository(IdempotencyKey).insert(mark);
  }
}

const markOf = (stageName: string): string => sampleKey(`stage ${stageName} is loaded`);

const actorOf = (account: Account): Actor => ({
  accountId: account.id,
  isAdministrator: account.isAdministrator,
  companyRoles: new Map(),
  forumRoles: new Map(),
});
