/** Seats for connections: in all, and for each address and account. Who leaves gives the seat back. */
export class ConnectionSeats {
  private readonly taken = new Map<string, number>();
  private count = 0;

  constructor(private readonly max: { inAll: number; perAddress: number; perAccount: number }) {}

  /** @returns how to give the seat back, or null when all are taken */
  takeForAddress(address: string): (() => void) | null {
    if (this.count >= this.max.inAll) return null;
    const leave = this.take(`address ${address}`, this.max.perAddress);
    if (!leave) return null;
    this.count += 1;
    return () => {
      this.count -= 1;
      leave();
    };
  }

  /** @returns how to give the seat back, or null when all are taken */
  takeForAccount(accountId: string): (() => void) | null {
    return this.take(`account ${accountId}`, this.max.perAccount);
  }

  private take(key: string, max: number): (() => void) | null {
    const count = this.taken.get(key) ?? 0;
    if (count >= max) return null;
    this.taken.set(key, count + 1);
    return () => {
      const left = this.taken.get(key)! - 1;
      if (left > 0) this.taken.set(key, left);
      else this.taken.delete(key);
    };
  }
}
