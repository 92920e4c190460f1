import fc from 'fast-check';
import type { CoinTransfer, VaultDomain } from '../../../lib/chain/coin-transfer.ts';
import {
  BOUNDARY_ACCEPTED,
  COIN_EXITED,
  EXIT_ENDED,
  EXIT_STARTED,
  GATEWAY_DEPOSITED,
  type InboxEvent,
  TOKEN_SEEN,
  VAULT_DEPOSITED,
} from '../../../lib/chain/inbox.ts';
import {
  ASSET_ERC20,
  ASSET_ERC721,
  ASSET_ETH,
  type Withdrawal,
} from '../../../lib/chain/outbox.ts';
import { hexOfLength, u64, u256 } from './arbitraries.ts';

const kind = fc.constantFrom(ASSET_ETH, ASSET_ERC20, ASSET_ERC721);
const address = hexOfLength(20);
const text = fc.uint8Array({ maxLength: 32 });

export const inboxEvent: fc.Arbitrary<InboxEvent> = fc.oneof(
  fc.record({ type: fc.constant(BOUNDARY_ACCEPTED), epoch: u64 }),
  fc.record({
    ...{ type: fc.constant(TOKEN_SEEN), token: address, kind },
    ...{ decimals: fc.nat(255), name: text, symbol: text },
  }),
  fc.record({
    ...{ type: fc.constant(GATEWAY_DEPOSITED), kind, token: address },
    ...{ from: address, to: address, value: u256 },
  }),
  fc.record({
    ...{ type: fc.constant(VAULT_DEPOSITED), slot: u64, kind, token: address },
    ...{ owner: address, value: u256, birth: u64 },
  }),
  fc.record({
    type: fc.constantFrom(EXIT_STARTED, EXIT_ENDED, COIN_EXITED),
    slot: u64,
    exitId: u256,
  }),
);

export const withdrawal: fc.Arbitrary<Withdrawal> = fc.record({
  index: u64,
  kind,
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
