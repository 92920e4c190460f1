import fc from 'fast-check';
import {
  type AssetKind,
  leafOfWithdrawal,
  OUTBOX_DEPTH,
  type Withdrawal,
} from '../../../lib/chain/outbox.ts';
import { type Hash, ZERO_ADDRESS, ZERO_HASH } from '../../../lib/core/bytes.ts';
import {
  proveLeaf,
  rootFromLeaves,
  type SparseLeaves,
  type SparseProof,
} from '../../../lib/core/sparse-merkle.ts';
import { hexOfLength, u64, u256 } from '../../unit/chain/arbitraries.ts';

/** What is said of a tree of fixed depth, true or not. */
export interface TreeClaim {
  /** Of the tree from which the proof was made. */
  root: Hash;
  leaf: Hash;
  index: bigint;
  depth: number;
  proof: SparseProof;
}

/** What is said of an outbox. */
export interface OutboxClaim {
  root: Hash;
  withdrawal: Withdrawal;
  proof: SparseProof;
}

const bit = fc.nat(63);
/** A way to spoil a proof. */
export const damage = fc.record({
  kind: fc.constantFrom('drop', 'add', 'swap', 'change', 'bit', 'empty sibling'),
  bit,
  hash: hexOfLength(32),
});
export type Damage = typeof damage extends fc.Arbitrary<infer Value> ? Value : never;

export function treeClaims(depth: number): fc.Arbitrary<TreeClaim> {
  const index = indexBelow(depth);
  return fc
    .record({
      leaves: fc.array(fc.tuple(index, hexOfLength(32)), { maxLength: 8 }),
      index,
      chosen: fc.nat(),
      fault: fc.constantFrom('none', 'none', 'proof', 'leaf', 'no leaf', 'index'),
      damage,
      other: u64,
    })
    .map(({ fault, chosen, damage: how, other, ...input }) => {
      const leaves: SparseLeaves = new Map(input.leaves);
      const at = [...leaves.keys()][chosen % (leaves.size + 1)] ?? input.index;
      const leaf = leaves.get(at) ?? ZERO_HASH;
      const proof = proveLeaf(leaves, depth, at);
      return {
        root: rootFromLeaves(leaves, depth),
        leaf: fault === 'leaf' ? how.hash : fault === 'no leaf' ? ZERO_HASH : leaf,
        index: fault === 'index' ? other : at,
        depth,
        proof: fault === 'proof' ? damaged(proof, how) : proof,
      };
    });
}

export const outboxClaims: fc.Arbitrary<OutboxClaim> = fc
  .record({
    first: fc.bigInt({ min: 0n, max: 2n ** 32n - 8n }),
    owed: fc.array(
      fc.record({
        kind: fc.oneof(fc.nat(2), fc.nat(255)).map((kind) => kind as AssetKind),
        token: fc.oneof(hexOfLength(20), fc.constant(ZERO_ADDRESS)),
        to: hexOfLength(20),
        value: u256,
      }),
      { minLength: 1, maxLength: 8 },
    ),
    chosen: fc.nat(),
    fault: fc.constantFrom('none', 'none', 'proof', 'index', 'kind', 'token', 'to', 'value'),
    damage,
    bit,
  })
  .map(({ first, owed, chosen, fault, damage: how, bit: flipped }) => {
    const withdrawals = owed.map((fields, i) => ({ index: first + BigInt(i), ...fields }));
    const leaves = new Map(withdrawals.map((each) => [each.index, leafOfWithdrawal(each)]));
    const withdrawal = withdrawals[chosen % withdrawals.length] as Withdrawal;
    const proof = proveLeaf(leaves, OUTBOX_DEPTH, withdrawal.index);
    return {
      root: rootFromLeaves(leaves, OUTBOX_DEPTH),
      withdrawal: tampered(withdrawal, fault, flipped),
      proof: fault === 'proof' ? damaged(proof, how) : proof,
    };
  });

function indexBelow(depth: number): fc.Arbitrary<bigint> {
  const max = (1n << BigInt(depth)) - 1n;
  const near = max < 15n ? max : 15n;
  return fc.oneof(
    fc.bigInt({ min: 0n, max: near }),
    fc.bigInt({ min: max - near, max }),
    fc.bigInt({ min: 0n, max }),
  );
}

export function damaged(proof: SparseProof, { kind, bit: level, hash }: Damage): SparseProof {
  const siblings = [...proof.siblings];
  const at = level % (siblings.length + 1);
  const mask = 1n << BigInt(level);
  switch (kind) {
    case 'drop':
      siblings.splice(at, 1);
      break;
    case 'add':
      siblings.splice(at, 0, hash);
      break;
    case 'swap':
      siblings.reverse();
      break;
    case 'change':
      siblings[at] = hash;
      break;
    case 'bit':
      return { bitmap: proof.bitmap ^ mask, siblings };
    default: {
      if ((proof.bitmap & mask) !== 0n) break;
      const below = proof.bitmap & (mask - 1n);
      siblings.splice(below.toString(2).replaceAll('0', '').length, 0, ZERO_HASH);
      return { bitmap: proof.bitmap | mask, siblings };
    }
  }
  return { ...proof, siblings };
}

function tampered(withdrawal: Withdrawal, field: string, flipped: number): Withdrawal {
  const mask = 1n << BigInt(flipped);
  const flip = (address: Hash): Hash =>
    `0x${(BigInt(address) ^ mask).toString(16).padStart(40, '0')}`;
  const { index, kind, token, to, value } = withdrawal;
  if (field === 'index') return { ...withdrawal, index: index ^ mask };
  if (field === 'kind') return { ...withdrawal, kind: (kind ^ (1 << (flipped % 8))) as AssetKind };
  if (field === 'token') return { ...withdrawal, token: flip(token) };
  if (field === 'to') return { ...withdrawal, to: flip(to) };
  return field === 'value' ? { ...withdrawal, value: value ^ mask } : withdrawal;
}
