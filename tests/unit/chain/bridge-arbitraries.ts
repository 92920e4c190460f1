import fc from 'fast-check';
import type { CoinTransfer, VaultDomain } from '../../../lib/chain/coin-transfer.ts';
import type { Withdrawal } from '../../../lib/chain/outbox.ts';
import { assetKind, hexOfLength, u64, u256 } from './arbitraries.ts';

const address = hexOfLength(20);

export const withdrawal: fc.Arbitrary<Withdrawal> = fc.record({
  index: u64,
  kind: assetKind,
  token: address,
  to: address,
  value: u256,
});

export const coinTransfer: fc.Arbitrary<CoinTransfer> = fc.record({
  slot: u64,
  parent: u64,
  from: address,
  to: address,
  lastCoinBlock: u64,
});

export const vaultDomain: fc.Arbitrary<VaultDomain> = fc.record({
  // What JSON holds exactly: tests tell a chain its id in it.
  ethereumChainId: fc.maxSafeNat().map(BigInt),
  vault: address,
});
