import type { CompanyProfile } from './company-profile.js';
import { whatIsMissing } from './missing-parts.js';
import { CompanyRows } from './packed-companies.js';
import { resized } from './packed-lists.js';
import { sides } from './sides.js';

/** What has become of a directory: profiles that are new or other than before, and ids that are gone. */
export interface DirectoryChange {
  put: readonly CompanyProfile[];
  /** Ids that are not there have no effect. */
  remove: readonly string[];
}

/** By side: the places of the pool at which another company or another profile stands than before. */
export type ChangedPositions = readonly [ReadonlySet<number>, ReadonlySet<number>, ReadonlySet<number>];

/** Packed companies of which some change while the others stay where they are. */
export class LiveDirectory extends CompanyRows {
  readonly ids: string[] = [];
  readonly indexOf = new Map<string, number>();
  pools: [Int32Array, Int32Array, Int32Array] = [new Int32Array(0), new Int32Array(0), new Int32Array(0)];
  positionOf = new Int32Array(0);
  /** By side: what the pools are the beginnings of. */
  private readonly poolRooms = [new Int32Array(0), new Int32Array(0), new Int32Array(0)];
  private readonly poolSizes = [0, 0, 0];
  /** Rows of companies that are gone. */
  private readonly freeRows: number[] = [];

  /** Profiles have been checked. Time O(lists of what changes), and of all rows when they need more room. */
  change({ put, remove }: DirectoryChange): ChangedPositions {
    const changed: [Set<number>, Set<number>, Set<number>] = [new Set(), new Set(), new Set()];
    const added = put.reduce((count, { id }) => (this.indexOf.has(id) ? count : count + 1), 0);
    this.reserve(this.ids.length + added - Math.min(added, this.freeRows.length));

    for (const id of remove) {
      const company = this.indexOf.get(id);
      if (company === undefined) continue;
      this.leavePool(company, changed);
      this.side[company] = -1;
      this.blocks.delete(company);
      this.indexOf.delete(id);
      this.freeRows.push(company);
    }
    for (const profile of put) {
      const company = this.indexOf.get(profile.id) ?? this.addRow(profile.id);
      const [before, position] = [this.side[company]!, this.positionOf[company]!];
      const side = whatIsMissing(profile).length === 0 ? sides.indexOf(profile.side!) : -1;
      if (position !== -1 && before !== side) this.leavePool(company, changed);
      this.write(company, profile);
      if (side === -1) continue;
      if (this.positionOf[company] === -1) this.joinPool(company, side);
      changed[side]!.add(this.positionOf[company]!);
    }
    this.pools = [0, 1, 2].map((side) => this.poolRooms[side]!.subarray(0, this.poolSizes[side])) as typeof this.pools;
    return changed;
  }

  private reserve(count: number): void {
    if (count <= this.positionOf.length) return;
    const room = this.positionOf.length === 0 ? count : Math.ceil(count * 1.2);
    const known = this.positionOf.length;
    this.reserveRows(room);
    this.positionOf = resized(this.positionOf, room).fill(-1, known);
  }

  private addRow(id: string): number {
    const company = this.freeRows.pop() ?? this.ids.length;
    this.ids[company] = id;
    this.indexOf.set(id, company);
    return company;
  }

  private joinPool(company: number, side: number): void {
    const position = this.poolSizes[side]!;
    const room = this.poolRooms[side]!;
    if (position === room.length) this.poolRooms[side] = resized(room, Math.max(16, Math.ceil(position * 1.2)));
    this.poolRooms[side]![position] = company;
    this.positionOf[company] = position;
    this.poolSizes[side] = position + 1;
  }

  /** The last of the pool takes the place, so that there is none without a company. */
  private leavePool(company: number, changed: readonly Set<number>[]): void {
    const position = this.positionOf[company]!;
    if (position === -1) return;
    const side = this.side[company]!;
    const room = this.poolRooms[side]!;
    const last = this.poolSizes[side]! - 1;
    this.poolSizes[side] = last;
    this.positionOf[company] = -1;
    changed[side]!.delete(last);
    if (position === last) return;
    room[position] = room[last]!;
    this.positionOf[room[last]!] = position;
    changed[side]!.add(position);
  }
}
