import { randomUUID } from 'node:crypto';
import { In, type DataSource } from 'typeorm';
import { Account, CompanyMembership, Delegation, Participation, type Forum } from '#domain';
import { insertParticipants } from './ranking-bed.js';

/** A company at a forum, with an account that acts for it. */
export interface Partner {
  companyId: string;
  accountId: string;
}

/** Many companies that consent to be booked at a forum, each with a delegation and a member of its own. */
export async function insertPartners(dataSource: DataSource, forum: Forum, count: number): Promise<Partner[]> {
  const companies = await insertParticipants(
    dataSource,
    forum,
    Array.from({ length: count }, () => ({})),
  );
  const partners = companies.map(({ id }) => ({ companyId: id, accountId: randomUUID() }));
  await dataSource.transaction(async (tx) => {
    const theirs = { forumId: forum.id, companyId: In(companies.map(({ id }) => id)) };
    await tx.update(Participation, theirs, { hasStandingConsent: true });
    const participations = await tx.findBy(Participation, theirs);
    await tx.insert(
      Delegation,
      participations.map(({ id: participationId, companyId }) => ({
        participationId,
        forumId: forum.id,
        companyId,
        name: 'Delegation',
      })),
    );
    await tx.insert(
      Account,
      partners.map(({ accountId, companyId }) => ({
        id: accountId,
        email: `${companyId}@test.example`,
        displayName: 'Representative',
        passwordHash: 'none',
      })),
    );
    await tx.insert(
      CompanyMembership,
      partners.map((partner) => ({ ...partner, role: 'member' as const })),
    );
  });
  return partners;
}
