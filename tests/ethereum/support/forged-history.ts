import type { PrivateKeyAccount } from 'viem/accounts';
import { checkpointFrom } from '../../../lib/chain/checkpoint.ts';
import { epochAfter } from '../../../lib/chain/epoch.ts';
import { type Header, headerFromBytes } from '../../../lib/chain/header.ts';
import { assert } from '../../../lib/core/assert.ts';
import { type Address, bytesFromHex, ZERO_HASH } from '../../../lib/core/bytes.ts';
import type { SparseLeaves } from '../../../lib/core/sparse-merkle.ts';
import { type CoinFile, holderOf } from '../../../lib/modules/vault/coin-file.ts';
import type { Bridge } from './bridge.ts';
import { type SignedTransfer, type Spend, signTransfer } from './coins.ts';
import type { Ethereum } from './ethereum.ts';
import { coinRootOf, proveSlot } from './trees.ts';
import { certify } from './validators.ts';

/** What every validator together did to a coin, and what its thief goes on with. */
export interface ForgedHistory {
  exitId: bigint;
  /** The owner's transfer to the thief, which the owner never signed. */
  gift: Spend;
}

/**
 * Every validator signs three coin blocks after those that Ethereum knows: in the first two the
 * coin goes from the thief to himself, in the third its owner gives it to him, without a signature
 * of the owner. Ethereum accepts them, and the thief starts an exit by the first two.
 */
export async function forgeHistory(
  ethereum: Ethereum,
  bridge: Bridge,
  file: CoinFile,
  thief: PrivateKeyAccount,
): Promise<ForgedHistory> {
  const { domain } = bridge;
  const { slot, birth } = file.coin;
  const { owner, coinBlock } = holderOf(file);
  const before = await ethereum.read<bigint>(bridge.checkpoints('coinCount'));
  const to = thief.address.toLowerCase() as Address;
  const fields = { slot, to, lastCoinBlock: before + 3n };
  const transfers = [
    await signTransfer(domain, thief, { ...fields, parent: birth }),
    await signTransfer(domain, thief, { ...fields, parent: before + 1n }),
    await signTransfer(domain, thief, { ...fields, parent: coinBlock, from: owner }),
  ];
  const spends = await postCoinBlocks(ethereum, bridge, file, before, transfers);
  const [first, second, gift] = spends;
  assert(first && second && gift, 'one for each transfer');
  const exit = { from: thief, value: bridge.rules.exitBond };
  const { exitCount } = await ethereum.read<{ exitCount: number }>(bridge.vault('coinAt', [slot]));
  await ethereum.send(bridge.vault('startExit', [slot, [first, second]], exit));
  return { exitId: (slot << 32n) | BigInt(exitCount), gift };
}

/** A coin block each, in a header that goes on from the newest one in the file. */
async function postCoinBlocks(
  ethereum: Ethereum,
  { validators, checkpoints }: Bridge,
  { headers }: CoinFile,
  before: bigint,
  transfers: readonly SignedTransfer[],
): Promise<Spend[]> {
  const empty: SparseLeaves = new Map();
  const coinBlocks = [
    ...Array.from({ length: Number(before) }, () => empty),
    ...transfers.map(({ transfer, digest }) => new Map([[transfer.slot, digest]])),
  ];
  const header = headerAfter(headers.at(-1), coinBlocks);
  const checkpoint = await ethereum.read<bigint>(checkpoints('checkpointCount'));
  const posted = checkpointFrom(header, validators.committee, certify(validators, header));
  const { view, keys, identitiesHash, signers, signature } = posted;
  const args = [posted.header, view, keys, identitiesHash, signers, signature];
  await ethereum.send(checkpoints('submit', args));
  return transfers.map(({ transfer, signature: bySigner }, at) => {
    const n = before + 1n + BigInt(at);
    const proofs = proveSlot(coinBlocks, transfer.slot, n);
    const inclusion = { coinBlock: n, ...proofs, header: posted.header, checkpoint };
    return { transfer, signature: bySigner, inclusion };
  });
}

/** Far enough above what was posted since. */
const BLOCKS_LATER = 100_000n;

function headerAfter(
  newest: CoinFile['headers'][number] | undefined,
  coinBlocks: readonly SparseLeaves[],
): Header {
  assert(newest, 'a checkpoint covers the coin');
  const header = headerFromBytes(bytesFromHex(newest.header));
  return {
    ...header,
    epoch: epochAfter(header),
    view: header.view + BLOCKS_LATER,
    height: header.height + BLOCKS_LATER,
    coinRoot: coinRootOf(coinBlocks),
    coinCount: BigInt(coinBlocks.length),
    nextCommitteeHash: ZERO_HASH,
  };
}
