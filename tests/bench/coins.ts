import { hashOfHeader } from '../../lib/chain/header.ts';
import { assert } from '../../lib/core/assert.ts';
import { ZERO_ADDRESS } from '../../lib/core/bytes.ts';
import { keccak256 } from '../../lib/core/keccak.ts';
import type { PinnedRoot } from '../../lib/modules/vault/coin-file.ts';
import { verifyCoinFile } from '../../lib/modules/vault/verify-coin-file.ts';
import { coinFileOf } from '../../lib/node/coins/coin-file-of.ts';
import { installKeccakWasm } from '../../lib/platform/signatures/keccak-wasm.ts';
import { alice, bob } from '../unit/chain/fixtures.ts';
import { createCoinWorld } from '../unit/node/support/coin-world.ts';
import { type Measurement, report } from './support/report.ts';
import { median, percentile } from './support/statistics.ts';

// A coin that moved fifty times in a thousand coin blocks with sixty-four transfers each: how long
// a node takes to prove a transfer of it, and anybody to check its whole history.

const COIN_BLOCKS = 1_000;
const OTHERS = 63;
const BLOCKS_PER_MOVE = 20;
const BLOCKS_PER_CHECKPOINT = 10;
const ROUNDS = 5;
const SLOT = 1n;
/** So many nodes have the paths of a slot in all trees. */
const HASHES = COIN_BLOCKS * 64;

const world = createCoinWorld();
const { store, history, hear } = world.store({ keepsAll: true });
const pinned = new Map<bigint, PinnedRoot>();
await live();
const rows = [...(await proofs()), ...(await checks('JavaScript'))];
await installKeccakWasm();
report([...rows, ...(await checks('WebAssembly'))]);

async function live(): Promise<void> {
  const slots = Array.from({ length: OTHERS + 1 }, (_, i) => BigInt(i + 1));
  for (const slot of slots) world.deposit(slot, alice.account);
  for (let n = 1; n <= COIN_BLOCKS; n++) {
    for (const slot of slots.slice(1)) world.moveTrusted(slot, alice.account, alice.account);
    if (n % BLOCKS_PER_MOVE === 0) {
      const isHers = world.coin(SLOT)?.owner === alice.account;
      world.move(SLOT, isHers ? alice : bob, (isHers ? bob : alice).account);
    }
    await hear(world.block());
    if (n % BLOCKS_PER_CHECKPOINT === 0) await pin();
  }
  assert(world.header().count === BigInt(COIN_BLOCKS), 'every coin block is closed');
}

async function pin(): Promise<void> {
  const after = [...pinned.values()].at(-1)?.upTo ?? 0n;
  const index = BigInt(pinned.size);
  const header = world.pinnedHeader();
  pinned.set(index, { headerHash: hashOfHeader(header), after, upTo: header.coinCount });
  await store.pin({ index, coinsBefore: after, header });
}

async function proofs(): Promise<Measurement[]> {
  const tookMs: number[] = [];
  for (let n = BLOCKS_PER_MOVE; n <= COIN_BLOCKS; n += BLOCKS_PER_MOVE) {
    const startMs = performance.now();
    assert((await history.spendAt(SLOT, BigInt(n))) !== undefined, 'the coin moved there');
    tookMs.push(performance.now() - startMs);
  }
  const what = 'proof of a transfer of a coin';
  return [
    { what: `${what}, median`, measured: median(tookMs), unit: 'ms' },
    {
      what: `${what}, p95`,
      measured: percentile(tookMs, 0.95),
      unit: 'ms',
      target: { limit: 50, direction: 'at most' },
    },
  ];
}

async function checks(by: string): Promise<Measurement[]> {
  const asset = { kind: 0, token: ZERO_ADDRESS, value: 5n } as const;
  const coin = { slot: SLOT, ...asset, depositor: alice.account, birth: 0n };
  const source = { genesis: world.genesis, store, history };
  const { file } = await coinFileOf(source, coin, world.coin(SLOT)?.parent ?? 0n);
  const tookMs: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const startMs = performance.now();
    const { isWhole } = await verifyCoinFile(file, pinned);
    tookMs.push(performance.now() - startMs);
    assert(isWhole, 'the file proves every coin block');
  }
  return [
    {
      what: `check of ${COIN_BLOCKS} coin blocks, ${by}`,
      measured: median(tookMs),
      unit: 'ms',
      target: { limit: 2_000, direction: 'at most' },
      ratio: { value: median(tookMs) / hashesMs(), of: `${HASHES} hashes` },
    },
  ];
}

/** As many hashes as the check makes at least. */
function hashesMs(): number {
  const node = new Uint8Array(64);
  const startMs = performance.now();
  for (let i = 0; i < HASHES; i++) node.set(keccak256(node));
  return performance.now() - startMs;
}
