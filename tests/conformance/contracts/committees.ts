import fc from 'fast-check';
import { hasQuorum } from '../../../lib/chain/certificate.ts';
import { type Committee, keyBytesOf, type Member } from '../../../lib/chain/committee.ts';
import { FINALIZE } from '../../../lib/chain/statement.ts';
import { uncompressedKey } from '../../../lib/core/bls-point.ts';
import { bytesFromHex, type Hex, hexFromBytes, ZERO_HASH } from '../../../lib/core/bytes.ts';
import { MAX_COMMITTEE_MEMBERS } from '../../../lib/core/limits.ts';
import { testValidators } from '../../ethereum/support/validators.ts';
import { G1, paddedG1 } from './eip-2537.ts';

/** Members' keys and powers as calldata, and who is said to have signed. */
export interface Quorum {
  committee: Committee;
  keys: Hex;
  signers: bigint;
}

/** More than a committee may have. */
export const pool = testValidators('pool', MAX_COMMITTEE_MEMBERS + 2);

/** Few members mostly, whose powers are near each other or far apart. */
export const memberIndexes = fc.oneof(
  { weight: 8, arbitrary: subsets(1, 8) },
  { weight: 1, arbitrary: subsets(9, 30) },
);

export const powers = fc.oneof(
  fc.bigInt({ min: 1n, max: 4n }),
  fc.bigInt({ min: 1n, max: 2n ** 64n - 1n }),
);

const KEY_BYTES = 96;
const MEMBER_BYTES = 104;

/** Bytes whose lack leaves no whole number of members. */
const partOfMember = fc.nat(MEMBER_BYTES * 8).filter((bytes) => bytes % MEMBER_BYTES !== 0);

export const quorums: fc.Arbitrary<Quorum> = fc.oneof(
  { weight: 6, arbitrary: quorumsOf(memberIndexes) },
  { weight: 1, arbitrary: quorumsOf(fc.constant([])) },
  { weight: 1, arbitrary: quorumsOf(subsets(MAX_COMMITTEE_MEMBERS - 1, pool.committee.length)) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(quorumsOf(memberIndexes), fc.nat())
      .map(([quorum, at]) => withBadKey(quorum, at)),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(quorumsOf(memberIndexes), partOfMember)
      .map(([quorum, cut]) => ({ ...quorum, keys: quorum.keys.slice(0, -2 * cut) }))
      .filter(({ keys }) => keys.startsWith('0x')) as fc.Arbitrary<Quorum>,
  },
);

/** A key that is used, but is no point of the curve. */
function withBadKey(quorum: Quorum, at: number): Quorum {
  const { committee, signers } = quorum;
  const signing = committee.flatMap((_, i) => ((signers >> BigInt(i)) & 1n ? [i] : []));
  const index = signing[at % signing.length];
  if (index === undefined) return quorum;
  const keys = bytesFromHex(quorum.keys);
  const byte = index * MEMBER_BYTES + (at % KEY_BYTES);
  keys[byte] = (keys[byte] as number) ^ (1 << (at % 8));
  return { ...quorum, keys: hexFromBytes(keys) };
}

export function committeeOf(indexes: readonly number[], ownPowers: readonly bigint[]): Committee {
  return indexes.map((index, i) => ({
    ...(pool.committee[index] as Member),
    power: ownPowers[i] as bigint,
  }));
}

export function keysOf(committee: Committee): Hex {
  const keys = committee.map(({ blsKey }) => uncompressedKey(blsKey));
  return hexFromBytes(keyBytesOf(committee, keys));
}

/** What the chain takes for a quorum: whole members, not too many, none signs who is not one. */
export function isQuorum({ committee, keys, signers }: Quorum): boolean {
  const isWhole = keys === keysOf(committee) && committee.length <= MAX_COMMITTEE_MEMBERS;
  const certificate = {
    statement: { kind: FINALIZE, epoch: 0n, view: 0n, digest: ZERO_HASH },
    signers: bitmapFrom(signers, committee.length),
    signature: '0x',
  } as const;
  return isWhole && hasQuorum(certificate, committee);
}

/** The sum of the signers' keys, if they are a quorum. */
export function quorumKeyOf(quorum: Quorum): Hex | undefined {
  if (!isQuorum(quorum)) return undefined;
  const sum = signersIn(quorum).reduce(
    (before, { blsKey }) => before.add(pointOf(blsKey)),
    G1.ZERO,
  );
  return paddedG1(sum);
}

export function signersIn({ committee, signers }: Pick<Quorum, 'committee' | 'signers'>) {
  return committee.filter((_, i) => ((signers >> BigInt(i)) & 1n) === 1n);
}

function pointOf(blsKey: Hex) {
  const point = points.get(blsKey) ?? G1.fromBytes(bytesFromHex(blsKey));
  points.set(blsKey, point);
  return point;
}

// To decode a point takes milliseconds.
const points = new Map<Hex, InstanceType<typeof G1>>();

/** A certificate's bitmap has the least significant byte first, and longer ones are refused. */
function bitmapFrom(signers: bigint, members: number): Hex {
  const bytes: number[] = [];
  for (let rest = signers; rest > 0n; rest >>= 8n) bytes.push(Number(rest & 255n));
  while (bytes.length < Math.ceil(members / 8)) bytes.push(0);
  return hexFromBytes(Uint8Array.from(bytes));
}

function subsets(minLength: number, maxLength: number): fc.Arbitrary<number[]> {
  const all = pool.committee.map((_, index) => index);
  return fc.subarray(all, { minLength, maxLength });
}

function quorumsOf(indexes: fc.Arbitrary<number[]>): fc.Arbitrary<Quorum> {
  return indexes.chain((members) =>
    fc
      .record({
        ownPowers: fc.array(fc.oneof(powers, fc.constant(0n)), {
          minLength: members.length,
          maxLength: members.length,
        }),
        absent: fc.oneof(
          fc.constant(0n),
          fc.bigInt({ min: 0n, max: (1n << BigInt(members.length)) - 1n }),
        ),
        stray: fc.oneof(
          { weight: 6, arbitrary: fc.constant(0n) },
          fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }),
        ),
      })
      .map(({ ownPowers, absent, stray }) => {
        const committee = committeeOf(members, ownPowers);
        const everybody = (1n << BigInt(members.length)) - 1n;
        return { committee, keys: keysOf(committee), signers: (everybody & ~absent) | stray };
      }),
  );
}
