import { randomUUID } from 'node:crypto';
import type { DataSource, EntityTarget, ObjectLiteral } from 'typeorm';
import {
  ApiKey,
  CompanyImportsService,
  DataExport,
  ExternalIdentity,
  Notification,
  SignIn,
  UploadsService,
  type Account,
  type Actor,
} from '#domain';
import { actorOf, insertAccount } from '#testing';
import type { AccessRule } from '../../src/auth/access.decorator.js';
import type { Backstage, World } from './world.js';
import { makeWorld } from './world-builder.js';

/** Everybody who tries every operation on the objects of one world, `ours`. */
export const roles = [
  'owner',
  'member',
  'partner',
  'organizer',
  'assistant',
  'administrator',
  'roleless',
  'strangeOwner',
  'strangeOrganizer',
  'nobody',
] as const;
export type Role = (typeof roles)[number];

const signedIn = roles.filter((role) => role !== 'nobody');

/** Whom each rule lets use an operation on an object of ours. The partner is party to some of them only: the table says to which. */
export const holders: Record<AccessRule, readonly Role[]> = {
  anyone: roles,
  signedIn,
  companyMember: ['owner', 'member'],
  companyMemberOrAdministrator: ['owner', 'member', 'administrator'],
  companyOwner: ['owner'],
  companyOwnerOrAdministrator: ['owner', 'administrator'],
  partyOrForumStaff: ['owner', 'member', 'organizer', 'assistant'],
  forumStaff: ['organizer', 'assistant'],
  forumOrganizer: ['organizer'],
  forumOrganizerOrAdministrator: ['organizer', 'administrator'],
  inviter: ['owner', 'organizer', 'administrator'],
  forumStaffOrAdministrator: ['organizer', 'assistant', 'administrator'],
  ownerOrOrganizer: ['owner', 'organizer'],
  administrator: ['administrator'],
  organizerOrAdministrator: ['organizer', 'strangeOrganizer', 'administrator'],
};

/** Objects that belong to one person alone. */
export interface Belongings {
  notification: string;
  /** Each good for one try: they end by it. */
  signIns: string[];
  identities: string[];
  apiKey: string;
  dataExport: string;
  /** Of those who may import companies. */
  upload?: string;
  companyImport?: string;
}

/** Two worlds of the same kind, and everybody in and outside of them. */
export interface Stage {
  ours: World;
  theirs: World;
  /** Null is nobody. */
  people: Record<Role, Account | null>;
  /** By account; nobody has none. */
  belongings: ReadonlyMap<string, Belongings>;
}

export async function openStage(backstage: Backstage): Promise<Stage> {
  const { dataSource } = backstage;
  const ours = await makeWorld(backstage);
  const theirs = await makeWorld(backstage);
  const people: Stage['people'] = {
    owner: ours.owner,
    member: ours.member,
    partner: ours.partner,
    organizer: ours.organizer,
    assistant: ours.assistant,
    administrator: await insertAccount(dataSource, { isAdministrator: true }),
    roleless: await insertAccount(dataSource),
    strangeOwner: theirs.owner,
    strangeOrganizer: theirs.organizer,
    nobody: null,
  };
  const belongings = new Map<string, Belongings>();
  for (const role of roles) {
    const account = people[role];
    if (!account) continue;
    const importer = holders.organizerOrAdministrator.includes(role) ? await importFile(backstage, account) : {};
    belongings.set(account.id, { ...(await insertBelongings(dataSource, account, ours)), ...importer });
  }
  return { ours, theirs, people, belongings };
}

async function insertBelongings(dataSource: DataSource, { id: accountId }: Account, ours: World) {
  const insert = async <T extends ObjectLiteral>(entity: EntityTarget<T>, row: object, count: number) => {
    const repository = dataSource.getRepository(entity);
    const { identifiers } = await repository.insert(
      Array.from({ length: count }, () => ({ accountId, ...row }) as never),
    );
    return identifiers.map(({ id }) => id as string);
  };
  const [notification] = await insert(
    Notification,
    { kind: 'company.approved', parameters: { companyName: 'Mine' }, forumId: null, readAt: null },
    1,
  );
  const year = new Date(Date.now() + 365 * 86_400_000);
  const signIns = await insert(SignIn, { device: null, network: null, lastUsedAt: new Date(), expiresAt: year }, 3);
  const identities = await Promise.all(
    [1, 2, 3].map(() => insert(ExternalIdentity, { issuer: 'https://issuer.example', subject: randomUUID() }, 1)),
  );
  const key = { companyId: ours.ids.company, name: 'Mine', start: 'tfk_none', scopes: ['matches:read'] };
  const [apiKey] = await insert(ApiKey, { ...key, tokenHash: randomUUID() }, 1);
  const file = { state: 'done', content: Buffer.from('zip'), byteCount: 3, finishedAt: new Date(), expiresAt: year };
  const [dataExport] = await insert(DataExport, file, 1);
  return {
    notification: notification!,
    signIns,
    identities: identities.flat(),
    apiKey: apiKey!,
    dataExport: dataExport!,
  };
}

async function importFile({ get }: Backstage, account: Account): Promise<{ upload: string; companyImport: string }> {
  // Who may import is asked again by the service; which forum is organized does not matter to it.
  const actor: Actor = { ...actorOf(account), isAdministrator: true };
  const { upload: stored } = await get(UploadsService).store(actor, 'companies.csv', Buffer.from('name_en\nOne\n'));
  const upload = stored.id;
  const request = { uploadId: upload, mapping: 'template' as const, isValidRowsOnly: false };
  const { id: companyImport } = await get(CompanyImportsService).request(actor, request, `import of ${account.id}`);
  return { upload, companyImport };
}
