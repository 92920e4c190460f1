import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  type CoinTransfer,
  digestOfCoinTransfer,
  SLOT_DEPTH,
} from '../../../lib/chain/coin-transfer.ts';
import { COIN_EXITED, EXIT_ENDED, EXIT_STARTED } from '../../../lib/chain/inbox.ts';
import type { Address, Hash } from '../../../lib/core/bytes.ts';
import { rootFromLeaves } from '../../../lib/core/sparse-merkle.ts';
import type { CoinView, OwnedCoins } from '../../../lib/modules/vault/queries.ts';
import { alice, bob, carol } from '../chain/fixtures.ts';
import { COIN_BLOCK_MS, createVaultWorld, depositOf, type VaultWorld } from './vault-world.ts';

const PEOPLE = [alice, bob, carol].map(({ account }) => account);
const SLOTS = [1n, 2n, 3n, 4n, 5n];

interface ModelCoin {
  owner: Address;
  birth: bigint;
  parent: bigint;
  exits: number;
}

/** What the rules say, with nothing packed and nothing remembered that follows from something. */
class Model {
  readonly coins = new Map<bigint, ModelCoin>();
  newest = 0n;
  waiting = new Map<bigint, Hash>();
  readonly blocks: Hash[] = [];
  lastMs = 0;

  deposit(slot: bigint, owner: Address, birth: bigint): void {
    if (slot <= this.newest) return;
    this.newest = slot;
    this.coins.set(slot, { owner, birth, parent: birth, exits: 0 });
  }

  exit(type: number, slot: bigint): void {
    const coin = this.coins.get(slot);
    if (!coin) return;
    if (type === COIN_EXITED) this.coins.delete(slot);
    else coin.exits = Math.max(0, coin.exits + (type === EXIT_STARTED ? 1 : -1));
  }

  transfer(transfer: CoinTransfer, digest: Hash): boolean {
    const coin = this.coins.get(transfer.slot);
    const open = BigInt(this.blocks.length + 1);
    const isGood =
      coin !== undefined &&
      coin.exits === 0 &&
      !this.waiting.has(transfer.slot) &&
      coin.parent === transfer.parent &&
      coin.owner === transfer.from &&
      transfer.parent < open &&
      open <= transfer.lastCoinBlock;
    if (!isGood) return false;
    Object.assign(coin, { owner: transfer.to, parent: open });
    this.waiting.set(transfer.slot, digest);
    return true;
  }

  block(nowMs: number): void {
    if (this.waiting.size === 0 || nowMs < this.lastMs + COIN_BLOCK_MS) return;
    this.blocks.push(rootFromLeaves(this.waiting, SLOT_DEPTH));
    this.waiting = new Map();
    this.lastMs = nowMs;
  }
}

type Step = (world: VaultWorld, model: Model) => void;

const slot = fc.constantFrom(...SLOTS);
const person = fc.constantFrom(...PEOPLE);

const deposit = fc.tuple(slot, person, fc.bigInt({ min: 0n, max: 2n })).map(
  ([at, owner, birth]): Step =>
    (world, model) => {
      world.deliver(depositOf(at, owner, { birth }));
      model.deposit(at, owner, birth);
    },
);

const exit = fc.tuple(slot, fc.constantFrom(EXIT_STARTED, EXIT_ENDED, EXIT_ENDED, COIN_EXITED)).map(
  ([at, type]): Step =>
    (world, model) => {
      world.deliver({ type, slot: at, exitId: 1n });
      model.exit(type, at);
    },
);

/** Mostly by the owner and of the last transfer, since others are all alike. */
const transfer = fc
  .record({
    at: slot,
    to: person,
    stranger: fc.option(person, { freq: 4 }),
    parent: fc.option(fc.bigInt({ min: 0n, max: 3n }), { freq: 4 }),
    last: fc.bigInt({ min: 0n, max: 12n }),
  })
  .map(
    ({ at, to, stranger, parent, last }): Step =>
      (world, model) => {
        const coin = model.coins.get(at);
        const fields: CoinTransfer = {
          slot: at,
          parent: parent ?? coin?.parent ?? 0n,
          from: stranger ?? coin?.owner ?? to,
          to,
          lastCoinBlock: last,
        };
        const accepted = model.transfer(fields, digestOfCoinTransfer(world.domain, fields));
        expect(world.submitTrusted(fields) === undefined).toBe(accepted);
      },
  );

const block = fc.constantFrom(0, 1, COIN_BLOCK_MS - 1, COIN_BLOCK_MS).map(
  (afterMs): Step =>
    (world, model) => {
      world.block(afterMs);
      model.block(world.nowMs());
    },
);

function compare(world: VaultWorld, model: Model): void {
  world.checkInvariants();
  for (const at of SLOTS) {
    const found = world.query<CoinView | null>('coin', { slot: at });
    const coin = model.coins.get(at);
    expect(found === null).toBe(coin === undefined);
    if (!found || !coin) continue;
    const { owner, birth, parent, openExits, isPending } = found;
    expect({ owner, birth, parent, exits: Number(openExits) }).toEqual(coin);
    expect(isPending).toBe(model.waiting.has(at));
  }
  for (const account of PEOPLE) {
    const { coins } = world.query<OwnedCoins>('coinsOf', { account });
    const own = [...model.coins].filter(([, { owner }]) => owner === account);
    expect(coins.map((each) => each.slot).sort()).toEqual(own.map(([at]) => at).sort());
  }
  expect(world.header().count).toBe(BigInt(model.blocks.length));
  model.blocks.forEach((root, i) => {
    expect(world.query('leafRoot', { coinBlock: BigInt(i + 1) })).toBe(root);
  });
}

it('does what the rules say, whatever happens in whatever order', { timeout: 60_000 }, () => {
  const step = fc.oneof(
    { weight: 2, arbitrary: deposit },
    { weight: 1, arbitrary: exit },
    { weight: 4, arbitrary: transfer },
    { weight: 3, arbitrary: block },
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const world = createVaultWorld();
      const model = new Model();
      for (const each of steps) {
        each(world, model);
        compare(world, model);
      }
    }),
    { numRuns: 25 },
  );
});
