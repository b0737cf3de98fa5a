import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { ServerKeys } from '../server-keys.js';
import type { AuditEntry } from './audit-entry.entity.js';
import { decrypt, encrypt } from './person-cipher.js';
import { PersonKey } from './person-key.entity.js';

export type PersonalValues = Record<string, unknown>;

/** What a text belongs to: taken out of one entry it does not open in another. */
type Place = Pick<AuditEntry, 'action' | 'subjectType' | 'subjectId'>;

/** Closes personal values with a key of their person's, and opens them while that key is there. */
@Injectable()
export class PersonKeysService {
  private readonly wrappingKey: Buffer;

  constructor(serverKeys: ServerKeys) {
    this.wrappingKey = serverKeys.derive('person-keys');
  }

  /** The values, encrypted; the person's key is drawn when there is none yet. */
  async close(tx: EntityManager, personId: string, values: PersonalValues, place: Place): Promise<string> {
    const key = (await this.readKeys(tx, [personId])).get(personId) ?? (await this.draw(tx, personId));
    return encrypt(key, Buffer.from(JSON.stringify(values)), contextOf(personId, place));
  }

  /** The values of each entry, in order; null where there are none, or none that can be opened any more. */
  async open(
    tx: EntityManager,
    entries: readonly (Place & Pick<AuditEntry, 'personId' | 'personal'>)[],
  ): Promise<(PersonalValues | null)[]> {
    const personIds = new Set(entries.flatMap(({ personId }) => personId ?? []));
    const keys = await this.readKeys(tx, [...personIds]);
    return entries.map((entry) => {
      const key = keys.get(entry.personId ?? '');
      const plain = key && entry.personal && decrypt(key, entry.personal, contextOf(entry.personId!, entry));
      return plain ? (JSON.parse(plain.toString()) as PersonalValues) : null;
    });
  }

  /** Deletes the person's key: what it closed stays closed for good. */
  async erase(tx: EntityManager, personId: string): Promise<void> {
    await tx.delete(PersonKey, { accountId: personId });
  }

  /** Of two transactions that draw a person's first key at once, the second waits and takes that of the first. */
  private async draw(tx: EntityManager, personId: string): Promise<Buffer> {
    const wrappedKey = encrypt(this.wrappingKey, randomBytes(32), personId);
    await tx
      .createQueryBuilder()
      .insert()
      .into(PersonKey)
      .values({ accountId: personId, wrappedKey })
      .orIgnore()
      .execute();
    return (await this.readKeys(tx, [personId])).get(personId)!;
  }

  private async readKeys(tx: EntityManager, personIds: readonly string[]): Promise<Map<string, Buffer>> {
    const rows = personIds.length === 0 ? [] : await tx.findBy(PersonKey, { accountId: In([...personIds]) });
    const keys = new Map<string, Buffer>();
    for (const { accountId, wrappedKey } of rows) {
      const key = decrypt(this.wrappingKey, wrappedKey, accountId);
      if (key) keys.set(accountId, key);
    }
    return keys;
  }
}

const contextOf = (personId: string, { action, subjectType, subjectId }: Place): string =>
  JSON.stringify([personId, action, subjectType, subjectId]);
