import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, IsNull, MoreThan, type EntityManager } from 'typeorm';
import { AuditService } from '../audit/audit.service.js';
import { NotFound, requireNoFaults, requirePermission, type InputFault } from '../domain-error.js';
import { inTransaction } from '../transaction.js';
import { TooManyApiKeys } from './account.refusals.js';
import { isOrganizerOf, isOwnerOf, type Actor } from './actor.js';
import { ApiKey } from './api-key.entity.js';
import { companyKeyScopes, forumKeyScopes, type KeyScope } from './key-scopes.js';
import type { CompanyRole, ForumRole } from './membership.entities.js';
import { hashToken } from './random-token.js';

/** What every key begins with, so that one is recognised where it should not be. */
export const apiKeyMark = 'tfk_';
export const keyNameLength = { min: 1, max: 100 } as const;

const maxOpenKeys = 20;
const maxLifetimeDays = 5 * 366;
const dayMs = 24 * 60 * 60 * 1000;
const usesNotedEveryMs = 60_000;

/** For whom a key acts. */
export type KeySubject = { companyId: string } | { forumId: string };

export interface NewApiKey {
  subject: KeySubject;
  name: string;
  scopes: KeyScope[];
  /** Null for one that is good until it is revoked. */
  expiresAt: Date | null;
}

export interface MadeApiKey {
  apiKey: ApiKey;
  /** The key itself, shown this once. */
  token: string;
}

interface KeyRow {
  id: string;
  accountId: string;
  companyId: string | null;
  forumId: string | null;
  scopes: KeyScope[];
  lastUsedAt: Date | null;
  companyRole: CompanyRole | null;
  forumRole: ForumRole | null;
}

/** Keys with which programs act for a company or a forum. */
@Injectable()
export class ApiKeysService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditService,
  ) {}

  /** For an owner of the company or an organizer of the forum. */
  async create(actor: Actor, input: NewApiKey, now: Date): Promise<MadeApiKey | TooManyApiKeys> {
    requirePermission(mayGovernKeys(actor, input.subject));
    requireNoFaults(faultsOf(input, now));
    const token = apiKeyMark + randomBytes(32).toString('base64url');
    return inTransaction(this.dataSource, async (tx) => {
      const open = { ...input.subject, revokedAt: IsNull() };
      const count = await tx.countBy(ApiKey, [
        { ...open, expiresAt: IsNull() },
        { ...open, expiresAt: MoreThan(now) },
      ]);
      if (count >= maxOpenKeys) return new TooManyApiKeys(maxOpenKeys);

      const apiKey = await tx.save(
        tx.create(ApiKey, {
          companyId: null,
          forumId: null,
          ...input.subject,
          accountId: actor.accountId,
          name: input.name.trim(),
          start: token.slice(0, 8),
          tokenHash: hashToken(token),
          scopes: [...new Set(input.scopes)],
          expiresAt: input.expiresAt,
          revokedAt: null,
          lastUsedAt: null,
        }),
      );
      const { scopes, expiresAt } = apiKey;
      await this.record(tx, actor, 'api-key.created', apiKey, { ...input.subject, scopes, expiresAt });
      return { apiKey, token };
    });
  }

  /** All keys of the company or forum, whoever made them, newest first; for whoever may make them. At most 200. */
  list(actor: Actor, subject: KeySubject): Promise<ApiKey[]> {
    requirePermission(mayGovernKeys(actor, subject));
    const order = { createdAt: 'DESC', id: 'ASC' } as const;
    return this.dataSource.getRepository(ApiKey).find({ where: subject, order, take: 200 });
  }

  /**
   * Ends a key with the next request. For its maker, and for whoever may make keys for the same company or forum.
   *
   * @throws NotFound for everybody else
   */
  async revoke(actor: Actor, id: string, now: Date): Promise<ApiKey> {
    return inTransaction(this.dataSource, async (tx) => {
      const apiKey = await tx.findOne(ApiKey, { where: { id }, lock: { mode: 'pessimistic_write' } });
      const mayRevoke = apiKey?.accountId === actor.accountId || (apiKey && mayGovernKeys(actor, subjectOf(apiKey)));
      if (!apiKey || actor.key || !mayRevoke) throw new NotFound('API key', id);
      if (apiKey.revokedAt !== null) return apiKey;
      await tx.update(ApiKey, { id }, { revokedAt: now });
      await this.record(tx, actor, 'api-key.revoked', apiKey);
      return { ...apiKey, revokedAt: now };
    });
  }

  /**
   * For whom a key acts at this moment: its maker as a member of the company or an assistant of the forum, never more, with the
   * key's scopes. Null for a key that is unknown, revoked or expired, or whose maker has lost the role or is gone.
   */
  async findActor(token: string, now: Date): Promise<Actor | null> {
    const [row] = await this.dataSource.query<KeyRow[]>(
      `SELECT k.id, k.account_id AS "accountId", k.company_id AS "companyId", k.forum_id AS "forumId", k.scopes,
              k.last_used_at AS "lastUsedAt", c.role AS "companyRole", f.role AS "forumRole"
         FROM api_key k
         LEFT JOIN company_membership c ON c.account_id = k.account_id AND c.company_id = k.company_id
         LEFT JOIN forum_membership f ON f.account_id = k.account_id AND f.forum_id = k.forum_id
        WHERE k.token_hash = $1 AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > $2)`,
      [hashToken(token), now],
    );
    if (!row || (row.companyRole === null && row.forumRole === null)) return null;
    await this.noteUse(row, now);
    return {
      accountId: row.accountId,
      key: { id: row.id, scopes: new Set(row.scopes) },
      isAdministrator: false,
      companyRoles: new Map(row.companyId === null ? [] : [[row.companyId, 'member']]),
      forumRoles: new Map(row.forumId === null ? [] : [[row.forumId, 'assistant']]),
    };
  }

  /** At most once a minute: a busy key does not write with every request. */
  private async noteUse({ id, lastUsedAt }: KeyRow, now: Date): Promise<void> {
    if (lastUsedAt !== null && now.getTime() - lastUsedAt.getTime() < usesNotedEveryMs) return;
    await this.dataSource.getRepository(ApiKey).update({ id }, { lastUsedAt: now });
  }

  private record(
    tx: EntityManager,
    actor: Actor,
    action: string,
    { id, forumId }: ApiKey,
    after?: Record<string, unknown>,
  ): Promise<void> {
    const subject = { subjectType: 'api-key', subjectId: id, forumId };
    return this.audit.record(tx, { accountId: actor.accountId, action, ...subject, ...(after ? { after } : {}) });
  }
}

const subjectOf = ({ companyId, forumId }: ApiKey): KeySubject =>
  companyId === null ? { forumId: forumId! } : { companyId };

/** A key makes, shows and ends no keys. */
function mayGovernKeys(actor: Actor, subject: KeySubject): boolean {
  if (actor.key) return false;
  return 'companyId' in subject ? isOwnerOf(actor, subject.companyId) : isOrganizerOf(actor, subject.forumId);
}

function faultsOf({ subject, name, scopes, expiresAt }: NewApiKey, now: Date): InputFault[] {
  const faults: InputFault[] = [];
  const { min, max } = keyNameLength;
  const length = name.trim().length;
  if (length < min || length > max) faults.push({ field: 'name', allowed: `${min} to ${max} characters` });
  const allowed: readonly KeyScope[] = 'companyId' in subject ? companyKeyScopes : forumKeyScopes;
  if (scopes.length === 0 || scopes.some((scope) => !allowed.includes(scope))) {
    faults.push({ field: 'scopes', allowed: `at least one of ${allowed.join(', ')}` });
  }
  const latest = now.getTime() + maxLifetimeDays * dayMs;
  if (expiresAt !== null && (expiresAt <= now || expiresAt.getTime() > latest)) {
    faults.push({ field: 'expiresAt', allowed: `later than now and within ${maxLifetimeDays} days` });
  }
  return faults;
}
