import { expect, it } from 'vitest';
import { createChain } from '../../../lib/chain/chain.ts';
import { cosignatureOf, type RecoveredTransaction } from '../../../lib/chain/check-transaction.ts';
import { type CoinTransfer, digestOfCoinTransfer } from '../../../lib/chain/coin-transfer.ts';
import { executeBlock } from '../../../lib/chain/execute-block.ts';
import { checkInvariants, readState } from '../../../lib/chain/read-state.ts';
import { receiptsFromBytes } from '../../../lib/chain/receipt.ts';
import { recoverAddress } from '../../../lib/core/secp256k1.ts';
import { modules } from '../../../lib/modules/index.ts';
import { coinTransfersOf } from '../../../lib/modules/vault/coin-news.ts';
import type { CoinBlocksView } from '../../../lib/modules/vault/queries.ts';
import {
  alice,
  bob,
  carol,
  contextAt,
  signDigest,
  signed,
  testGenesis,
  unsigned,
} from '../chain/fixtures.ts';
import { COIN_BLOCK_MS, CONTRACTS, depositOf } from './vault-world.ts';

const parameters = { ...testGenesis().parameters, basePriceWei: 0n, keyDepositWei: 0n };
const chain = createChain(
  testGenesis({ contracts: CONTRACTS, allocations: [], parameters }),
  modules,
);
const domain = { ethereumChainId: chain.genesis.ethereumChainId, vault: CONTRACTS.vault };
const transfer: CoinTransfer = {
  ...{ slot: 1n, parent: 0n, from: alice.account, to: carol.account, lastCoinBlock: 5n },
};

/** Alice signed, and Bob brings it. */
function broughtByBob(): RecoveredTransaction {
  const ownerSignature = signDigest(alice, digestOfCoinTransfer(domain, transfer));
  const fields = { ...transfer, ownerSignature };
  const transaction = signed(chain, bob, unsigned(bob, 'VaultTransfer', fields, { feeMax: 0n }));
  const claim = cosignatureOf(chain, transaction);
  const cosigner = claim && recoverAddress(claim.digest, claim.signature);
  return { ...transaction, ...(cosigner && { cosigner }) };
}

it('a block deposits, moves and closes, and its receipts tell a store all of it', async () => {
  const event = depositOf(1n, alice.account);
  const first = { ...contextAt(1n), inbox: [{ index: 1n, event }] };
  const result = await executeBlock(chain, chain.root.tree, first, [broughtByBob()]);
  const state = readState(chain, result.tree, 1n);
  expect(result.coinCount).toBe(1n);
  expect(result.coinRoot).toBe((state.query('vault', 'coinBlocks', {}) as CoinBlocksView).root);
  const { transfers, closed } = coinTransfersOf(receiptsFromBytes(result.receiptsBytes));
  const digest = digestOfCoinTransfer(domain, transfer);
  expect(transfers).toMatchObject([{ coinBlock: 1n, digest, transfer }]);
  expect(recoverAddress(digest, transfers[0]?.signature ?? '0x')).toBe(alice.account);
  const leafRoot = state.query('vault', 'leafRoot', { coinBlock: 1n });
  expect(closed).toEqual({ coinBlock: 1n, leafRoot, transfers: 1n });
  expect(state.dueMs()).toBeUndefined();
  checkInvariants(chain, result.tree, 1n);
});

it('a state says from when on it needs a block', async () => {
  const events = [depositOf(1n, alice.account), depositOf(2n, alice.account)];
  const inbox = events.map((event, i) => ({ index: BigInt(i + 1), event }));
  const block = { ...contextAt(1n), inbox };
  const first = await executeBlock(chain, chain.root.tree, block, [broughtByBob()]);
  const fields = { ...transfer, slot: 2n };
  const ownerSignature = signDigest(alice, digestOfCoinTransfer(domain, fields));
  const again = unsigned(
    bob,
    'VaultTransfer',
    { ...fields, ownerSignature },
    { feeMax: 0n, nonce: 1n },
  );
  const transaction = { ...signed(chain, bob, again), cosigner: alice.account };
  const early = contextAt(2n, block.timestampMs + COIN_BLOCK_MS - 1);
  const second = await executeBlock(chain, first.tree, early, [transaction]);
  expect(second.coinCount).toBe(1n);
  expect(readState(chain, second.tree).dueMs()).toBe(block.timestampMs + COIN_BLOCK_MS);
  const due = contextAt(3n, block.timestampMs + COIN_BLOCK_MS);
  const third = await executeBlock(chain, second.tree, due, []);
  expect(third.coinCount).toBe(2n);
  expect(readState(chain, third.tree).dueMs()).toBeUndefined();
});
