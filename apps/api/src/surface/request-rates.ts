import { Inject, Injectable } from '@nestjs/common';
import type { ApiConfig } from '#config';
import { RateLimited } from '#domain';
import { CONFIG } from '../tokens.js';
import { addressKey } from './client-address.js';
import { TokenBuckets } from './token-buckets.js';

/**
 * How much may come from one address and from one account. Counted in the memory of this process: with several api processes
 * each allows as much.
 */
@Injectable()
export class RequestRates {
  private readonly addresses: TokenBuckets;
  private readonly accounts: TokenBuckets;

  constructor(@Inject(CONFIG) { surface: { limits } }: ApiConfig) {
    this.addresses = new TokenBuckets({ rate: limits.addressRate, burst: limits.addressBurst });
    this.accounts = new TokenBuckets({ rate: limits.accountRate, burst: limits.accountBurst });
  }

  /** @throws RateLimited */
  takeForAddress(address: string, count: number, now: Date): void {
    refuse(this.addresses.take(addressKey(address), count, now));
  }

  /** @throws RateLimited */
  takeForAccount(accountId: string, count: number, now: Date): void {
    refuse(this.accounts.take(accountId, count, now));
  }
}

function refuse(waitMs: number): void {
  if (waitMs > 0) throw new RateLimited(Math.ceil(waitMs / 1000));
}
