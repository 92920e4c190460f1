import { describe, expect, it } from 'vitest';
import { MAX_SECURED_TRANSFERS } from '../../../lib/core/module-limits.ts';
import type { CoinView } from '../../../lib/modules/vault/queries.ts';
import { type CoinEvidence, verdictOf } from '../../../lib/node/coins/coin-verdict.ts';
import { alice, filled } from '../chain/fixtures.ts';

const coin: CoinView = {
  ...{ slot: 7n, kind: 0, token: filled(20, 0), value: 5n, owner: alice.account },
  ...{ birth: 3n, parent: 3n, isPending: false, openExits: 0n },
};
const secured: CoinEvidence = {
  ...{ coin, isMoving: false, transfers: 2, isWhole: true, covered: true },
  ethereum: { isExited: false, openExits: 0n },
};

describe('a coin', () => {
  it('is secured when everything is known and nothing stands against it', () => {
    expect(verdictOf(secured)).toEqual({ state: 'secured' });
  });

  it.each<[string, Partial<CoinEvidence>]>([
    ['coin-block', { coin: { ...coin, isPending: true } }],
    ['renewal', { transfers: MAX_SECURED_TRANSFERS + 1 }],
    ['look', { ethereum: 'unasked' }],
    ['ethereum', { ethereum: undefined }],
    ['checkpoint', { covered: false }],
    ['history', { isWhole: false }],
    ['exits', { ethereum: { isExited: false, openExits: 1n } }],
    ['exits', { ethereum: { isExited: true, openExits: 0n } }],
  ])('is final and waits: %s', (waitsFor, change) => {
    expect(verdictOf({ ...secured, ...change })).toEqual({ state: 'final', waitsFor });
  });

  it('is pending while a transfer of it is not final', () => {
    expect(verdictOf({ ...secured, isMoving: true })).toEqual({ state: 'pending' });
  });

  it('is tainted where Ethereum holds another header, whatever else is known', () => {
    const tainted = { ...secured, covered: 'other', isMoving: true } as const;
    expect(verdictOf(tainted)).toEqual({ state: 'tainted' });
  });
});
