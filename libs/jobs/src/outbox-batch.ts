import type { EntityManager } from 'typeorm';
import type { QueuedFlow, QueuedJob } from './job-queue.js';

/** Open jobs that the queue is to be given now; their rows stay locked until the transaction ends. */
export interface OutboxBatch {
  /** Jobs by themselves. */
  jobs: QueuedJob[];
  /** Parents with those of their children that have not ended. */
  flows: QueuedFlow[];
  /** Parents whose children have all ended. */
  parents: QueuedJob[];
  /** The rows of all of them. */
  ids: string[];
}

type OpenRow = QueuedJob & { parentId: string | null };
type ParentRow = QueuedJob & { isWaiting: boolean };

const isOpen = (row: string): string => `${row}.finished_at IS NULL AND ${row}.failed_at IS NULL`;

/**
 * Up to `limit` jobs that the queue was never given or not for `againAfterSeconds`, oldest first. What is due of a flow
 * brings the rest of its open jobs along, so that the queue is told of parent and children at once.
 *
 * Rows that are locked, since another dispatcher offers them or their work commits at this moment, are left out, not waited
 * for. So a job that has ended is never offered: BullMQ would tie it to its parent once more, and not let a parent complete
 * that is running already.
 */
export async function takeBatch(tx: EntityManager, limit: number, againAfterSeconds: number): Promise<OutboxBatch> {
  const due = await tx.query<OpenRow[]>(
    `SELECT id, name, parent_id AS "parentId" FROM outbox_job AS job
      WHERE ${isOpen('job')}
        AND (dispatched_at IS NULL OR dispatched_at < now() - make_interval(secs => $1))
      ORDER BY dispatched_at NULLS FIRST, created_at
      LIMIT $2 FOR UPDATE SKIP LOCKED`,
    [againAfterSeconds, limit],
  );
  const parents = await readParents(tx, new Set(due.map(({ id, parentId }) => parentId ?? id)));
  const children = await takeChildren(tx, parents);
  const flows = parents
    .map((parent) => ({ parent, children: children.filter(({ parentId }) => parentId === parent.id) }))
    .filter((flow) => flow.children.length > 0);

  const isParent = new Set(parents.map(({ id }) => id));
  const jobs = due.filter(({ id, parentId }) => parentId === null && !isParent.has(id));
  const ended = new Set(parents.filter(({ isWaiting }) => !isWaiting).map(({ id }) => id));
  const joining = due.filter(({ id }) => ended.has(id));
  const waiting = due.filter(({ id }) => flows.some(({ parent }) => parent.id === id));
  // A parent whose last child commits at this moment is in none of these; the next sweep finds it.
  const taken = [...jobs, ...joining, ...waiting, ...children];
  return { jobs, flows, parents: joining, ids: taken.map(({ id }) => id) };
}

/** Those of the jobs that have children, and whether one of these is open. */
async function readParents(tx: EntityManager, ids: ReadonlySet<string>): Promise<ParentRow[]> {
  if (ids.size === 0) return [];
  return tx.query(
    `SELECT parent.id, parent.name, bool_or(${isOpen('child')}) AS "isWaiting"
       FROM outbox_job AS parent JOIN outbox_job AS child ON child.parent_id = parent.id
      WHERE parent.id = ANY($1)
      GROUP BY parent.id`,
    [[...ids]],
  );
}

async function takeChildren(tx: EntityManager, parents: readonly ParentRow[]): Promise<OpenRow[]> {
  const waiting = parents.filter(({ isWaiting }) => isWaiting);
  if (waiting.length === 0) return [];
  return tx.query(
    `SELECT id, name, parent_id AS "parentId" FROM outbox_job AS child
      WHERE parent_id = ANY($1) AND ${isOpen('child')}
      ORDER BY id FOR UPDATE SKIP LOCKED`,
    [waiting.map(({ id }) => id)],
  );
}
