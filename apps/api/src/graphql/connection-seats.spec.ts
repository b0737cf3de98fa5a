import { describe, expect, it } from '@jest/globals';
import { ConnectionSeats } from './connection-seats.js';

describe('seats for connections', () => {
  it('are as many as allowed for each address, each account and all together, and free again when somebody leaves', () => {
    const seats = new ConnectionSeats({ inAll: 3, perAddress: 2, perAccount: 1 });
    const first = seats.takeForAddress('a')!;
    expect(seats.takeForAddress('a')).not.toBeNull();
    expect(seats.takeForAddress('a')).toBeNull();
    const other = seats.takeForAddress('b')!;
    expect(seats.takeForAddress('b')).toBeNull();
    first();
    expect(seats.takeForAddress('c')).not.toBeNull();
    other();
    expect(seats.takeForAddress('a')).not.toBeNull();
    expect(seats.takeForAddress('a')).toBeNull();

    const leave = seats.takeForAccount('x')!;
    expect([seats.takeForAccount('x'), typeof seats.takeForAccount('y')]).toEqual([null, 'function']);
    leave();
    expect(seats.takeForAccount('x')).not.toBeNull();
  });
});
