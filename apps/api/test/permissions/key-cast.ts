import {
  ApiKeysService,
  CompanyMembership,
  ForumMembership,
  companyKeyScopes,
  forumKeyScopes,
  type Account,
  type Actor,
  type KeyScope,
  type KeySubject,
  type MadeApiKey,
} from '#domain';
import { insertAccount } from '#testing';
import type { Role, Stage } from './cast.js';
import type { Backstage, World } from './world.js';

/** An API key that tries every operation. */
export interface WalkedKey {
  name: string;
  authorization: string;
  scopes: readonly KeyScope[];
  /** As whom it acts at most. */
  as: Role;
  /** Revoked or expired: as good as none. */
  isDead: boolean;
}

export interface WalkedKeys {
  /** Of our company and our forum: each scope alone, all, and one that is revoked or expired. */
  ours: WalkedKey[];
  /** Of the other world's company and forum, with all scopes. */
  theirs: WalkedKey[];
  /** Who made ours: an administrator who owns and organizes all of our world. No key inherits that. */
  maker: Account;
  /** Who has in our company or our forum the role as which keys act there, and no other: by that role. */
  twins: Partial<Record<Role, Account>>;
}

const dayMs = 86_400_000;

/** Keys as their makers make them. */
export async function makeKeys(backstage: Backstage, { ours, theirs }: Stage): Promise<WalkedKeys> {
  const maker = await insertMaker(backstage, ours);
  const stranger = await insertMaker(backstage, theirs);
  const make = (by: Account, world: World, of: Kind, asked: Asked) =>
    makeKey(backstage.get(ApiKeysService), by, world, of, asked);
  const keys: WalkedKeys = { ours: [], theirs: [], maker, twins: await insertTwins(backstage, ours) };
  for (const { scopes, as, strangeRole, dead, ...of } of kinds) {
    for (const scope of scopes) keys.ours.push(await make(maker, ours, of, { as, scopes: [scope], name: scope }));
    for (const name of ['all scopes', dead]) {
      keys.ours.push(await make(maker, ours, of, { as, scopes, name }));
    }
    keys.theirs.push(await make(stranger, theirs, of, { as: strangeRole, scopes, name: 'all scopes' }));
  }
  return keys;
}

const kinds = [
  { subject: 'company', scopes: companyKeyScopes, as: 'member', dead: 'revoked', strangeRole: 'strangeOwner' },
  { subject: 'forum', scopes: forumKeyScopes, as: 'assistant', dead: 'expired', strangeRole: 'strangeOrganizer' },
] as const;

type Kind = Pick<(typeof kinds)[number], 'subject'>;
type Asked = Pick<WalkedKey, 'as' | 'scopes' | 'name'>;

async function makeKey(
  keys: ApiKeysService,
  { id: accountId }: Account,
  { ids }: World,
  { subject }: Kind,
  { as, scopes, name }: Asked,
): Promise<WalkedKey> {
  const maker: Actor = {
    accountId,
    isAdministrator: true,
    companyRoles: new Map([[ids.company, 'owner']]),
    forumRoles: new Map([[ids.forum, 'organizer']]),
  };
  const now = Date.now();
  // It was good for a day from when it was made.
  const madeAt = new Date(name === 'expired' ? now - 2 * dayMs : now);
  const expiresAt = new Date(madeAt.getTime() + dayMs);
  const of: KeySubject = subject === 'company' ? { companyId: ids.company } : { forumId: ids.forum };
  const made = await keys.create(maker, { subject: of, name, scopes: [...scopes], expiresAt }, madeAt);
  const { apiKey, token } = made as MadeApiKey;
  if (name === 'revoked') await keys.revoke(maker, apiKey.id, new Date(now));
  const isDead = name === 'expired' || name === 'revoked';
  return { name: `${subject} key, ${name}`, authorization: `Bearer ${token}`, scopes, as, isDead };
}

async function insertMaker({ dataSource }: Backstage, { ids }: World): Promise<Account> {
  const account = await insertAccount(dataSource, { isAdministrator: true });
  const owned = [ids.company, ids.unlistedCompany];
  const organized = [ids.forum, ids.draftForum];
  await dataSource
    .getRepository(CompanyMembership)
    .insert(owned.map((companyId) => ({ accountId: account.id, companyId, role: 'owner' as const })));
  await dataSource
    .getRepository(ForumMembership)
    .insert(organized.map((forumId) => ({ accountId: account.id, forumId, role: 'organizer' as const })));
  return account;
}

async function insertTwins({ dataSource }: Backstage, { ids }: World): Promise<WalkedKeys['twins']> {
  const [member, assistant] = [await insertAccount(dataSource), await insertAccount(dataSource)];
  await dataSource
    .getRepository(CompanyMembership)
    .insert({ accountId: member.id, companyId: ids.company, role: 'member' });
  await dataSource
    .getRepository(ForumMembership)
    .insert({ accountId: assistant.id, forumId: ids.forum, role: 'assistant' });
  return { member, assistant };
}
