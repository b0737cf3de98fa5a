import type { EntityManager } from 'typeorm';
import { Company, CompanyVersion } from './company.entity.js';
import { DirectoryEntry } from './directory-entry.entity.js';
import { directoryRow } from './directory-row.js';
import type { Profile } from './profile.js';
import { showProfile, visibilityOf } from './visibility.rules.js';

/** What others see of a company; null before its first approval. */
export async function readApproved(tx: EntityManager, company: Company): Promise<Profile | null> {
  if (company.approvedVersionId === null) return null;
  const version = await tx.findOneByOrFail(CompanyVersion, { id: company.approvedVersionId });
  return version.profile;
}

/**
 * Makes `profile` the approved version of a company whose row the caller has locked, and shows it in the directory. Saving
 * the company is left to the caller, who changes more of it.
 */
export async function publishVersion(tx: EntityManager, company: Company, profile: Profile): Promise<CompanyVersion> {
  const latest = (await tx.maximum(CompanyVersion, 'number', { companyId: company.id })) ?? 0;
  const version = await tx.save(
    tx.create(CompanyVersion, { companyId: company.id, number: latest + 1, profile: { ...profile } }),
  );
  company.approvedVersionId = version.id;
  await refreshDirectoryEntry(tx, version);
  return version;
}

/** Brings the directory to this approved version, in the transaction that approves it. */
export async function refreshDirectoryEntry(tx: EntityManager, { companyId, profile }: CompanyVersion): Promise<void> {
  const { visibility } = await tx.findOneOrFail(Company, {
    where: { id: companyId },
    select: { id: true, visibility: true },
  });
  // The directory is everybody's: what is kept from strangers is not found by its words.
  const shown = showProfile(profile, visibilityOf(visibility), 'stranger');
  await tx.upsert(DirectoryEntry, directoryRow(companyId, shown), ['companyId']);
}
