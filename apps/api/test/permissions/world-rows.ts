import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { ForumTable, Invitation, SignUp, SubForum, type Company, type Forum } from '#domain';
import { insertSlots, insertTables } from '#testing';

/** Slots, tables and, of a sub-forum, one online behind a link. */
export async function insertProgramme(dataSource: DataSource, forum: Forum, link: string) {
  const slots = await insertSlots(dataSource, forum, 4);
  const tables = [...(await insertTables(dataSource, forum, 2)), ...(await insertTables(dataSource, forum, 1, 3))];
  const { id: forumId } = forum;
  const { id: subForumId } = await dataSource
    .getRepository(SubForum)
    .save({ forumId, nameEn: 'Units', nameZh: null, theme: 'Turbines' });
  await dataSource.getRepository(ForumTable).insert({
    forumId,
    subForumId,
    label: 'Online',
    place: 'online',
    room: null,
    link,
    seats: 2,
  });
  return { subForumId, slotIds: slots.map(({ id }) => id), tableIds: tables.map(({ id }) => id) };
}

/** Invitations that were withdrawn, and somebody who applies. */
export async function inviteAndApply(dataSource: DataSource, { id: companyId }: Company, { id: forumId }: Forum) {
  const { manager } = dataSource;
  const now = new Date();
  const ended = { email: 'asked@test.example', locale: 'en' as const, expiresAt: now, withdrawnAt: now };
  const { id: companyInvitation } = await manager.save(Invitation, { ...ended, companyId, role: 'member' as const });
  const { id: forumInvitation } = await manager.save(Invitation, { ...ended, forumId, role: 'assistant' as const });
  const person = {
    email: `${randomUUID()}@test.example`,
    displayName: 'New',
    companyText: 'Turbines',
    locale: 'en' as const,
  };
  const { id: signUp } = await manager.save(SignUp, {
    ...person,
    forumId,
    state: 'pending' as const,
    verifiedAt: now,
  });
  return { companyInvitation, forumInvitation, signUp };
}
