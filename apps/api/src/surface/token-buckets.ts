/** How fast something may go on, and how much of it may come at once after a pause. */
export interface BucketSize {
  /** Tokens that come back per second, above 0. */
  rate: number;
  /** Tokens of a full bucket, at least 1. */
  burst: number;
}

interface Bucket {
  tokens: number;
  filledAtMs: number;
}

/**
 * A token bucket per key, in the memory of this process. A bucket that has filled up again is the same as none, so memory is
 * bounded by the keys of one filling time, and by `maxKeys` whatever comes: then the keys used longest ago are forgotten first.
 */
export class TokenBuckets {
  private readonly buckets = new Map<string, Bucket>();

  constructor(
    private readonly size: BucketSize,
    private readonly maxKeys = 50_000,
  ) {}

  /**
   * Takes `count` tokens, all of them or none. More than a bucket holds are taken as a full one, so that they wait but come through.
   *
   * @returns 0, or after how many milliseconds there will be enough
   */
  take(key: string, count: number, now: Date): number {
    const { rate, burst } = this.size;
    const nowMs = now.getTime();
    const wanted = Math.min(count, burst);
    const bucket = this.buckets.get(key) ?? { tokens: burst, filledAtMs: nowMs };
    // A clock that was set back gives nothing.
    const elapsedSeconds = Math.max(0, nowMs - bucket.filledAtMs) / 1000;
    const tokens = Math.min(burst, bucket.tokens + elapsedSeconds * rate);
    const isEnough = tokens >= wanted;
    // Put in anew, so that the map stays in order of last use.
    this.buckets.delete(key);
    this.buckets.set(key, { tokens: isEnough ? tokens - wanted : tokens, filledAtMs: nowMs });
    this.forgetSome(nowMs);
    return isEnough ? 0 : Math.ceil(((wanted - tokens) / rate) * 1000);
  }

  get keyCount(): number {
    return this.buckets.size;
  }

  /** Two of the oldest at a time at most: as the map grows by one, it shrinks by up to two. */
  private forgetSome(nowMs: number): void {
    const fillMs = (this.size.burst / this.size.rate) * 1000;
    for (let looked = 0; looked < 2; looked++) {
      const [oldest] = this.buckets;
      if (!oldest || (this.buckets.size <= this.maxKeys && nowMs - oldest[1].filledAtMs < fillMs)) return;
      this.buckets.delete(oldest[0]);
    }
  }
}
