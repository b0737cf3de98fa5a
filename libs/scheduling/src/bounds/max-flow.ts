/** A network of arcs with whole capacities; an arc and its reverse are neighbours in the lists: `arc ^ 1`. */
export class FlowNetwork {
  private readonly head: number[] = [];
  private readonly capacity: number[] = [];
  private readonly arcsFrom: number[][];

  constructor(nodeCount: number) {
    this.arcsFrom = Array.from({ length: nodeCount }, () => []);
  }

  addArc(from: number, to: number, capacity: number): void {
    this.arcsFrom[from]!.push(this.head.length);
    this.head.push(to);
    this.capacity.push(capacity);
    this.arcsFrom[to]!.push(this.head.length);
    this.head.push(from);
    this.capacity.push(0);
  }

  /**
   * The greatest flow from source to sink; uses the capacities up.
   * Blocking flows along shortest paths: Dinic, Soviet Mathematics Doklady 11 (1970). O(nodes² · arcs) at worst, and
   * O(√nodes · arcs) where arcs have capacity 1, as most have here.
   */
  maxFlow(source: number, sink: number): number {
    let flow = 0;
    for (;;) {
      const level = this.levelsFrom(source);
      if (level[sink] === -1) return flow;
      const nextArc = new Int32Array(this.arcsFrom.length);
      for (;;) {
        const sent = this.send(source, sink, Infinity, level, nextArc);
        if (sent === 0) break;
        flow += sent;
      }
    }
  }

  /** After `maxFlow`: per node 1 where the source still reaches it, which is the near side of a smallest cut. */
  nearSide(source: number): Uint8Array {
    return Uint8Array.from(this.levelsFrom(source), (level) => (level === -1 ? 0 : 1));
  }

  private levelsFrom(source: number): Int32Array {
    const level = new Int32Array(this.arcsFrom.length).fill(-1);
    level[source] = 0;
    const reached = [source];
    for (const node of reached) {
      for (const arc of this.arcsFrom[node]!) {
        const to = this.head[arc]!;
        if (this.capacity[arc]! === 0 || level[to] !== -1) continue;
        level[to] = level[node]! + 1;
        reached.push(to);
      }
    }
    return level;
  }

  private send(node: number, sink: number, most: number, level: Int32Array, nextArc: Int32Array): number {
    if (node === sink) return most;
    const arcs = this.arcsFrom[node]!;
    for (; nextArc[node]! < arcs.length; nextArc[node]!++) {
      const arc = arcs[nextArc[node]!]!;
      const to = this.head[arc]!;
      if (this.capacity[arc]! === 0 || level[to] !== level[node]! + 1) continue;
      const sent = this.send(to, sink, Math.min(most, this.capacity[arc]!), level, nextArc);
      if (sent === 0) continue;
      this.capacity[arc]! -= sent;
      this.capacity[arc ^ 1]! += sent;
      return sent;
    }
    return 0;
  }
}
