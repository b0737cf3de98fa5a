import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import {
  Account,
  Company,
  CompanyMembership,
  CompanyVersion,
  Delegation,
  Forum,
  ForumMembership,
  ForumTable,
  MeetingRequest,
  MeetingRequestParty,
  Participation,
  Session,
  Slot,
  type Actor,
  type CompanyRole,
  type ForumRole,
  type Profile,
} from '#domain';
import { defaultWeights } from '#matching';

// Each builder writes one valid thing; what matters to a test stands in the test.

export function makeProfile(given: Partial<Profile> = {}): Profile {
  return {
    nameEn: `Company ${randomUUID().slice(0, 8)}`,
    nameZh: null,
    nameLocal: null,
    country: 'CN',
    side: 'CHINA',
    kind: 'firm',
    sectors: ['ENE-HYD'],
    offers: [
      { capability: 'P01', strength: 0.8 },
      { capability: 'E01', strength: 0.6 },
    ],
    needs: [
      { capability: 'Q01', priority: 1 },
      { capability: 'L02', priority: 0.6 },
      { capability: 'M02', priority: 0.3 },
    ],
    markets: ['any'],
    modes: ['engineering'],
    languages: [{ tag: 'en', level: 0.8 }],
    size: 2,
    website: null,
    texts: {},
    blockedCompanyIds: [],
    blockedCountries: [],
    ...given,
  };
}

/** A company whose profile is approved. */
export async function insertCompany(dataSource: DataSource, given: Partial<Profile> = {}): Promise<Company> {
  const profile = makeProfile(given);
  return dataSource.transaction(async (tx) => {
    const company = await tx.save(tx.create(Company, { profile, state: 'incomplete' }));
    const version = await tx.save(tx.create(CompanyVersion, { companyId: company.id, number: 1, profile }));
    company.state = 'approved';
    company.approvedVersionId = version.id;
    return tx.save(company);
  });
}

/** An account that cannot sign in by password; use `actorOf` or an access token. */
export async function insertAccount(dataSource: DataSource, given: Partial<Account> = {}): Promise<Account> {
  const repository = dataSource.getRepository(Account);
  return repository.save(
    repository.create({
      email: `${randomUUID()}@test.example`,
      displayName: 'Representative',
      passwordHash: 'none',
      ...given,
    }),
  );
}

export async function joinCompany(
  dataSource: DataSource,
  account: Pick<Account, 'id'>,
  company: Pick<Company, 'id'>,
  role: CompanyRole = 'owner',
): Promise<void> {
  await dataSource.getRepository(CompanyMembership).insert({ accountId: account.id, companyId: company.id, role });
}

export async function joinForum(
  dataSource: DataSource,
  account: Account,
  forum: Forum,
  role: ForumRole = 'organizer',
): Promise<void> {
  await dataSource.getRepository(ForumMembership).insert({ accountId: account.id, forumId: forum.id, role });
}

export function actorOf(
  account: Account,
  roles: { companies?: [Company, CompanyRole][]; forums?: [Forum, ForumRole][] } = {},
): Actor {
  return {
    accountId: account.id,
    isAdministrator: account.isAdministrator,
    companyRoles: new Map((roles.companies ?? []).map(([company, role]) => [company.id, role])),
    forumRoles: new Map((roles.forums ?? []).map(([forum, role]) => [forum.id, role])),
  };
}

/** A published forum in Nairobi on 10 May 2027, with no slots yet. */
export async function insertForum(dataSource: DataSource, given: Partial<Forum> = {}): Promise<Forum> {
  const repository = dataSource.getRepository(Forum);
  return repository.save(
    repository.create({
      nameEn: `Forum ${randomUUID().slice(0, 8)}`,
      theme: 'Energy',
      place: 'Nairobi',
      timeZone: 'Africa/Nairobi',
      days: ['2027-05-10'],
      state: 'published',
      weights: defaultWeights,
      bookingOpensAt: new Date('2027-01-01T00:00Z'),
      bookingClosesAt: new Date('2027-05-11T00:00Z'),
      ...given,
    }),
  );
}

const minuteMs = 60_000;

/** `count` slots of half an hour, one after another from 09:00 in Nairobi on 10 May 2027, in one session. */
export async function insertSlots(dataSource: DataSource, forum: Forum, count: number): Promise<Slot[]> {
  const first = new Date('2027-05-10T06:00Z').getTime();
  const at = (index: number): Date => new Date(first + index * 30 * minuteMs);
  const local = (instant: Date): string => new Date(instant.getTime() + 180 * minuteMs).toISOString().slice(11, 16);
  const sessions = dataSource.getRepository(Session);
  const session = await sessions.save(
    sessions.create({
      forumId: forum.id,
      subForumId: null,
      name: 'Morning',
      date: '2027-05-10',
      localStart: local(at(0)),
      localEnd: local(at(count)),
      startsAt: at(0),
      endsAt: at(count),
    }),
  );
  const slots = dataSource.getRepository(Slot);
  return slots.save(
    Array.from({ length: count }, (_, index) =>
      slots.create({
        forumId: forum.id,
        sessionId: session.id,
        subForumId: null,
        date: '2027-05-10',
        localStart: local(at(index)),
        localEnd: local(at(index + 1)),
        timeZone: forum.timeZone,
        startsAt: at(index),
        endsAt: at(index + 1),
      }),
    ),
  );
}

export async function insertTables(
  dataSource: DataSource,
  forum: Forum,
  count: number,
  seats: 2 | 3 = 2,
): Promise<ForumTable[]> {
  const tables = dataSource.getRepository(ForumTable);
  return tables.save(
    Array.from({ length: count }, (_, index) =>
      tables.create({
        forumId: forum.id,
        subForumId: null,
        label: `${seats}-${index + 1}`,
        place: 'room',
        room: 'Hall A',
        link: null,
        seats,
      }),
    ),
  );
}

/** An approved participation with one delegation. */
export async function insertDelegation(
  dataSource: DataSource,
  forum: Forum,
  company: Company,
  given: { participation?: Partial<Participation>; delegation?: Partial<Delegation> } = {},
): Promise<Delegation> {
  const participations = dataSource.getRepository(Participation);
  const participation = await participations.save(
    participations.create({ forumId: forum.id, companyId: company.id, state: 'approved', ...given.participation }),
  );
  const delegations = dataSource.getRepository(Delegation);
  return delegations.save(
    delegations.create({
      participationId: participation.id,
      forumId: forum.id,
      companyId: company.id,
      name: 'Delegation',
      ...given.delegation,
    }),
  );
}

/** A meeting request that all of two or three companies have accepted. */
export async function insertAgreedRequest(
  dataSource: DataSource,
  forum: Forum,
  parties: readonly Company[],
): Promise<MeetingRequest> {
  return dataSource.transaction(async (tx) => {
    const request = await tx.save(
      tx.create(MeetingRequest, {
        forumId: forum.id,
        proposerCompanyId: parties[0]!.id,
        state: 'agreed',
        expiresAt: new Date('2099-01-01T00:00Z'),
      }),
    );
    await tx.insert(
      MeetingRequestParty,
      parties.map(({ id }) => ({ meetingRequestId: request.id, companyId: id, answer: 'accepted' as const })),
    );
    return request;
  });
}
