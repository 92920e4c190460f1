import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { leafOfWithdrawal, OUTBOX_DEPTH, type Withdrawal } from '../../../lib/chain/outbox.ts';
import { type Address, ZERO_ADDRESS } from '../../../lib/core/bytes.ts';
import { rootFromLeaves } from '../../../lib/core/sparse-merkle.ts';
import {
  ALICE,
  BOB,
  COLLECTION,
  createBridgeWorld,
  DEPOSITOR,
  RECEIVER,
  TOKEN,
  withdrawWith,
} from './bridge-world.ts';

const account = fc.constantFrom(ALICE, BOB);
const receiver = fc.constantFrom(ALICE, BOB, ZERO_ADDRESS);
const amount = fc.bigInt({ min: 1n, max: 20n });
const id = fc.bigInt({ min: 0n, max: 5n });
const step = fc.oneof(
  fc.record({ type: fc.constant('eth' as const), to: receiver, value: amount }),
  fc.record({ type: fc.constant('token' as const), to: receiver, value: amount }),
  fc.record({ type: fc.constant('nft' as const), to: receiver, value: id }),
  fc.record({ type: fc.constant('withdraw eth' as const), to: account, value: amount }),
  fc.record({ type: fc.constant('withdraw token' as const), to: account, value: amount }),
  fc.record({ type: fc.constant('withdraw nft' as const), to: account, value: id }),
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

/** Balances, owners and leaves, as plainly as they can be kept. */
class Model {
  readonly balances = new Map<string, bigint>();
  readonly owners = new Map<bigint, Address>();
  readonly leaves: Withdrawal[] = [];

  apply({ type, to, value }: Step): void {
    const isNft = type.endsWith('nft');
    const kind = isNft ? 2 : type.endsWith('token') ? 1 : 0;
    const token = [ZERO_ADDRESS, TOKEN, COLLECTION][kind] as Address;
    const leave = (receiver: Address) =>
      this.leaves.push({ index: BigInt(this.leaves.length), kind, token, to: receiver, value });
    const held = this.balances.get(token + to) ?? 0n;
    if (!type.startsWith('withdraw')) {
      if (to === ZERO_ADDRESS || (isNft && this.owners.has(value))) leave(DEPOSITOR);
      else if (isNft) this.owners.set(value, to);
      else this.balances.set(token + to, held + value);
    } else if (isNft ? this.owners.get(value) === to : held >= value) {
      if (isNft) this.owners.delete(value);
      else this.balances.set(token + to, held - value);
      leave(RECEIVER);
    }
  }
}

function play(world: ReturnType<typeof createBridgeWorld>, { type, to, value }: Step): void {
  const withdraw = withdrawWith(world, to);
  if (type === 'eth') world.depositEth(to, value);
  else if (type === 'token') world.deposit(to, value);
  else if (type === 'nft') world.depositNft(to, value);
  else if (type === 'withdraw eth') withdraw.eth(value);
  else if (type === 'withdraw token') withdraw.token(value);
  else withdraw.nfts([value]);
}

describe('any deposits and withdrawals', () => {
  it('leave what a plain model has, and a root of all leaves, with every invariant', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const world = createBridgeWorld();
        const model = new Model();
        for (const each of steps) {
          play(world, each);
          model.apply(each);
        }
        for (const who of [ALICE, BOB]) {
          for (const asset of [ZERO_ADDRESS, TOKEN]) {
            const expected = model.balances.get(asset + who) ?? 0n;
            expect(world.bank().balanceOf(who, asset)).toBe(expected);
          }
        }
        for (let each = 0n; each <= 5n; each++) {
          expect(world.bank().ownerOf(COLLECTION, each)).toBe(model.owners.get(each));
        }
        const leaves = model.leaves.map((each) => [each.index, leafOfWithdrawal(each)] as const);
        expect(world.root()).toBe(rootFromLeaves(new Map(leaves), OUTBOX_DEPTH));
        world.check();
      }),
      { numRuns: 20 },
    );
  });
});
