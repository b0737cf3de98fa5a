import type { FieldRule } from '../../src/auth/field-access.decorator.js';
import { publicKinds } from './foreign-ids.js';
import type { Role, Stage } from './cast.js';
import type { Sighting } from './tries.js';
import { idKinds, type World } from './world.js';

type Shown = Record<string, unknown>;

const strangersTo = (stage: Stage) =>
  [
    { world: stage.theirs, roles: ['owner', 'member', 'partner', 'organizer', 'assistant', 'roleless', 'nobody'] },
    { world: stage.ours, roles: ['strangeOwner', 'strangeOrganizer', 'roleless', 'nobody'] },
  ] as { world: World; roles: Role[] }[];

/** What of a world is nobody's business but its own people's: ids, and texts that were written for some of them. */
export function secretsOf({ ids, secrets }: World): Map<string, string> {
  const named = idKinds.filter((kind) => !publicKinds.includes(kind)).map((kind) => [ids[kind], kind] as const);
  return new Map([...named, ...Object.entries(secrets).map(([kind, text]) => [text, kind] as const)]);
}

/** Secrets of a world that stand in an answer to somebody who is a stranger there; what was sent in by the asker is no news. */
export function leaksIn(stage: Stage, sightings: readonly Sighting[]): string[] {
  return strangersTo(stage).flatMap(({ world, roles }) => {
    const secrets = secretsOf(world);
    return sightings
      .filter(({ role }) => roles.includes(role))
      .flatMap(({ role, operation, answer, variables }) => {
        const text = JSON.stringify(answer);
        const asked = JSON.stringify(variables);
        return [...secrets]
          .filter(([secret]) => text.includes(secret) && !asked.includes(secret))
          .map(([, kind]) => `${operation} as ${role}: ${kind}`);
      });
  });
}

/** Every object of a type that stands in an answer. */
export function* objectsOf(typeName: string, value: unknown): Generator<Shown> {
  if (Array.isArray(value)) for (const item of value) yield* objectsOf(typeName, item);
  else if (typeof value === 'object' && value !== null) {
    if ((value as Shown)['__typename'] === typeName) yield value as Shown;
    for (const item of Object.values(value)) yield* objectsOf(typeName, item);
  }
}

/** Whether somebody is one of those whom the rule of a field names, for an object of our world. */
export const isShownTo: Record<Exclude<FieldRule, 'asObject'>, (role: Role, object: Shown, stage: Stage) => boolean> = {
  // A file has no id of its own; whose it is, the rule of `Company.file` asks.
  companyMember: (role) => ['owner', 'member', 'partner', 'strangeOwner'].includes(role),
  companyMemberOrAdministrator: (role, { id }, { ours, theirs }) =>
    role === 'administrator' ||
    (
      {
        owner: [ours.ids.company, ours.ids.unlistedCompany],
        member: [ours.ids.company, ours.ids.unlistedCompany],
        partner: [ours.ids.partnerCompany],
        strangeOwner: [theirs.ids.company, theirs.ids.unlistedCompany],
      } as Partial<Record<Role, unknown[]>>
    )[role]?.includes(id) === true,
  participantOrForumStaff: (role, { link }, { theirs }) =>
    link === theirs.secrets.link ? role.startsWith('strange') : insiders.includes(role),
  visibility: (role, { id }, { ours, theirs }) =>
    id === ours.ids.company
      ? ['owner', 'member', 'partner'].includes(role)
      : id !== theirs.ids.company || role === 'strangeOwner',
  meetingParty: (role, { reason }, { theirs }) =>
    reason === theirs.secrets.reason ? role === 'strangeOwner' : ['owner', 'member', 'partner'].includes(role),
};

const insiders: readonly Role[] = ['owner', 'member', 'partner', 'organizer', 'assistant'];
