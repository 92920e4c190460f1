import { bls12_381 } from '@noble/curves/bls12-381.js';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Committee,
  hashOfCommittee,
  identitiesHashOf,
  type Member,
} from '../../../lib/chain/committee.ts';
import {
  bytesFromHeader,
  HEADER_BYTES,
  hashOfHeader,
  headerFromBytes,
} from '../../../lib/chain/header.ts';
import { bytesFromHex, bytesFromUint, concatBytes, hexFromBytes } from '../../../lib/core/bytes.ts';
import { WeftError } from '../../../lib/core/errors.ts';
import type { BlsSigner } from '../../../lib/node/ports.ts';
import { SIGNATURE_DOMAIN } from '../../../lib/platform/signatures/bls.ts';
import {
  header as anyHeader,
  bytesOfLength,
  hexOfLength,
  u64,
} from '../../unit/chain/arbitraries.ts';
import { keysOf, pool, quorumKeyOf, quorums } from './committees.ts';
import { expectSame, REFUSED } from './differential.ts';
import { G1, G2, INFINITY_G2, PADDED_INFINITY_G2, paddedG2 } from './eip-2537.ts';
import { type Harness, type Question, startHarness } from './harness.ts';
import { isSignedHere, type Signed, signatures } from './signed-statements.ts';
import { calldataOf, isAcceptedHere, submissions } from './submissions.ts';

describe('checkpoints agree with the chain', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await startHarness();
  });
  afterAll(() => harness?.stop());

  it('reading headers, whole or not', () =>
    expectSame(harness, headerBytes, {
      question: (bytes) => ['readHeader', hexFromBytes(bytes)],
      expected: fieldsOrRefused,
    }));

  it('hashing committees', () =>
    expectSame(harness, committees, {
      question: ({ committee, keys }) => [
        'hashOfCommittee',
        hexFromBytes(
          concatBytes(
            ...committee.flatMap(({ power }, i) => [
              keys[i] as Uint8Array,
              bytesFromUint(power, 8),
            ]),
          ),
        ),
        identitiesHashOf(committee),
      ],
      expected: ({ committee, keys }) => hashOfCommittee(committee, keys.map(hexFromBytes)),
    }));

  it('adding up the keys of a quorum, and refusing what is none', () =>
    expectSame(harness, quorums, {
      question: ({ keys, signers }) => ['quorumKey', keys, signers],
      expected: (quorum) => quorumKeyOf(quorum) ?? REFUSED,
    }));

  it('hashing messages to the curve', () =>
    expectSame(harness, fc.uint8Array({ maxLength: 200 }), {
      question: (message) => ['hashToG2', hexFromBytes(message)],
      expected: (message) => paddedG2(bls12_381.longSignatures.hash(message, SIGNATURE_DOMAIN)),
    }));

  it('verifying signatures of a quorum', () =>
    expectSame(harness, signatures, {
      question: isSignedQuestion,
      expected: isSignedHere,
      outcome: (answer) => 'value' in answer && answer.value === true,
    }));

  it('refusing keys that cancel each other, whatever the signature', async () => {
    const [first] = pool.committee as [Member];
    const blsKey = hexFromBytes(G1.fromBytes(bytesFromHex(first.blsKey)).negate().toBytes());
    const committee = [first, { ...first, blsKey }];
    const message = Uint8Array.of(1);
    const own = (pool.signers[0] as BlsSigner).sign(message);
    const claims = [
      { signature: own, padded: paddedG2(G2.fromBytes(bytesFromHex(own))) },
      { signature: INFINITY_G2, padded: PADDED_INFINITY_G2 },
    ].map((each) => ({ ...each, committee, keys: keysOf(committee), signers: 3n, message }));
    const refusal = { refusal: 'PointAtInfinity' };
    expect(await harness.ask(claims.map(isSignedQuestion))).toEqual([refusal, refusal]);
    expect(claims.map(isSignedHere)).toEqual([false, false]);
  });

  it('accepting final headers, and nothing else', () =>
    expectSame(harness, submissions, {
      question: (submitted) => {
        const { genesisHash, epoch, committeeHash } = submitted;
        return ['submit', genesisHash, epoch, committeeHash, calldataOf(submitted)];
      },
      expected: isAcceptedHere,
      outcome: (answer) => 'value' in answer && answer.value === true,
    }));
});

function isSignedQuestion({ keys, signers, message, padded }: Signed): Question {
  return ['isSigned', keys, signers, hexFromBytes(message), padded];
}

const committees = fc
  .array(
    fc.tuple(
      fc.record({
        account: hexOfLength(20),
        blsKey: hexOfLength(48),
        networkKey: hexOfLength(32),
        power: u64,
      }),
      bytesOfLength(96),
    ),
    { maxLength: 20 },
  )
  .map((members) => ({
    committee: members.map(([member]) => member) as Committee,
    keys: members.map(([, key]) => key),
  }));

const wellFormed = anyHeader.map(bytesFromHeader);
const headerBytes = fc.oneof(
  { weight: 4, arbitrary: wellFormed },
  // Of another length.
  fc.tuple(wellFormed, fc.nat(HEADER_BYTES - 1)).map(([bytes, length]) => bytes.slice(0, length)),
  fc
    .tuple(wellFormed, fc.uint8Array({ minLength: 1, maxLength: 64 }))
    .map(([bytes, more]) => concatBytes(bytes, more)),
  // Of any version and time.
  fc.tuple(wellFormed, bytesOfLength(2)).map(([bytes, version]) => replaced(bytes, 0, version)),
  fc
    .tuple(wellFormed, fc.bigInt({ min: 2n ** 52n, max: 2n ** 54n }))
    .map(([bytes, timestampMs]) => replaced(bytes, 90, bytesFromUint(timestampMs, 8))),
  bytesOfLength(HEADER_BYTES),
);

function replaced(bytes: Uint8Array, at: number, part: Uint8Array): Uint8Array {
  const copy = bytes.slice();
  copy.set(part, at);
  return copy;
}

function fieldsOrRefused(bytes: Uint8Array): unknown {
  try {
    const header = headerFromBytes(bytes);
    const { genesisHash, epoch, view, height, stateRoot, outboxRoot, coinRoot } = header;
    const { coinCount, inboxCount, inboxHash, nextCommitteeHash } = header;
    const fields = {
      ...{ genesisHash, epoch, view_: view, height, stateRoot, outboxRoot },
      ...{ coinRoot, coinCount, inboxCount, inboxHash, nextCommitteeHash },
    };
    return [hashOfHeader(header), fields];
  } catch (thrown) {
    if (!(thrown instanceof WeftError)) throw thrown;
    return REFUSED;
  }
}
