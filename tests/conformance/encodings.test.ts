import { describe, expect, it } from 'vitest';
import { blockFromBytes, bytesFromBlock, hashOfBlock } from '../../lib/chain/block.ts';
import {
  bitmapFromIndexes,
  certificateFromItem,
  indexesFromBitmap,
  itemFromCertificate,
} from '../../lib/chain/certificate.ts';
import {
  type Committee,
  hashOfCommittee,
  leaderIndex,
  quorumPower,
  witnessPower,
} from '../../lib/chain/committee.ts';
import { bytesFromGenesis, genesisFromBytes, hashOfGenesis } from '../../lib/chain/genesis.ts';
import { bytesFromHeader, hashOfHeader, headerFromBytes } from '../../lib/chain/header.ts';
import { nextMix } from '../../lib/chain/mix.ts';
import { bytesFromReceipts, receiptsFromBytes } from '../../lib/chain/receipt.ts';
import { bytesFromDiff, diffFromBytes } from '../../lib/chain/state-diff.ts';
import {
  attestMessage,
  itemFromStatement,
  randaoMessage,
  statementFromItem,
} from '../../lib/chain/statement.ts';
import {
  bytesFromTransaction,
  decodeTransaction,
  hashOfTransaction,
} from '../../lib/chain/transaction.ts';
import { bytesFromHex, type Hash, type Hex, hexFromBytes } from '../../lib/core/bytes.ts';
import { keccakHex } from '../../lib/core/keccak.ts';
import { decodeRlp, encodeRlp } from '../../lib/core/rlp.ts';
import { testChain } from '../unit/chain/fixtures.ts';
import { type EncodingVector, jsonOf, readVectors } from './vectors.ts';

// Changing an expectation here is a hard fork.

describeCodec('header', headerFromBytes, bytesFromHeader, hashOfHeader);
describeCodec('block', blockFromBytes, bytesFromBlock, hashOfBlock);
describeCodec('genesis', genesisFromBytes, bytesFromGenesis, hashOfGenesis);
describeCodec('receipts', receiptsFromBytes, bytesFromReceipts);
describeCodec('state-diff', diffFromBytes, bytesFromDiff);
describeCodec(
  'statement',
  (bytes) => statementFromItem(decodeRlp(bytes)),
  (statement) => encodeRlp(itemFromStatement(statement)),
);
describeCodec(
  'certificate',
  (bytes) => certificateFromItem(decodeRlp(bytes)),
  (certificate) => encodeRlp(itemFromCertificate(certificate)),
);
const { registry } = testChain();
describeCodec(
  'transaction',
  (bytes) => decodeTransaction(registry, bytes).transaction,
  (transaction) =>
    bytesFromTransaction(registry.get(transaction.primaryType).definition, transaction),
);

describe('transaction', () => {
  it.each(readVectors<EncodingVector>('transaction'))('$name: its hash', ({ bytes, hash }) => {
    expect(hashOfTransaction(bytesFromHex(bytes))).toBe(hash);
  });
});

describe('certificate', () => {
  type Vector = EncodingVector & { value: { signers: Hex }; signers: number[] };
  it.each(readVectors<Vector>('certificate'))('$name: its signers', ({ value, signers }) => {
    expect(indexesFromBitmap(value.signers)).toEqual(signers);
    const width = (value.signers.length - 2) * 4;
    expect(bitmapFromIndexes(signers, width)).toBe(value.signers);
  });
});

describe('signed messages', () => {
  type Vector = EncodingVector & { genesisHash: Hash; attestMessage: Hex; randaoMessage: Hex };
  it.each(readVectors<Vector>('statement'))('$name', (vector) => {
    const statement = statementFromItem(decodeRlp(bytesFromHex(vector.bytes)));
    const attest = attestMessage(vector.genesisHash, statement);
    expect(attest.length).toBe(88);
    expect(hexFromBytes(attest)).toBe(vector.attestMessage);
    const { epoch, view } = statement;
    const reveal = hexFromBytes(randaoMessage(vector.genesisHash, epoch, view));
    expect(reveal).toBe(vector.randaoMessage);
  });
});

describe('committee', () => {
  interface Vector {
    name: string;
    committee: { account: Hex; blsKey: Hex; networkKey: Hex; power: string }[];
    seed: Hash;
    leaders: number[];
    quorumPower: string;
    witnessPower: string;
    uncompressedKeys: Hex[];
    hash: Hash;
  }
  it.each(readVectors<Vector>('committee'))('$name: leaders, thresholds, hash', (vector) => {
    const committee: Committee = vector.committee.map((member) => ({
      ...member,
      power: BigInt(member.power),
    }));
    const leaders = vector.leaders.map((_, i) =>
      leaderIndex(committee, vector.seed, BigInt(i + 1)),
    );
    expect(leaders).toEqual(vector.leaders);
    expect(`${quorumPower(committee)}`).toBe(vector.quorumPower);
    expect(`${witnessPower(committee)}`).toBe(vector.witnessPower);
    expect(hashOfCommittee(committee, vector.uncompressedKeys)).toBe(vector.hash);
  });
});

describe('mix', () => {
  type Vector = { name: string; parentMix: Hash; reveal: Hex; mix: Hash };
  it.each(readVectors<Vector>('mix'))('$name', ({ parentMix, reveal, mix }) => {
    expect(nextMix(parentMix, reveal)).toBe(mix);
  });
});

/** Bytes mean the value, the value has these bytes, and both have this identity. */
function describeCodec<Value>(
  name: string,
  decode: (bytes: Uint8Array) => Value,
  encode: (value: Value) => Uint8Array,
  hashOf: (value: Value) => Hash = (value) => keccakHex(encode(value)),
): void {
  describe(name, () => {
    it.each(readVectors<EncodingVector>(name))('$name', (vector) => {
      const value = decode(bytesFromHex(vector.bytes));
      expect(jsonOf(value)).toEqual(vector.value);
      expect(hexFromBytes(encode(value))).toBe(vector.bytes);
      expect(hashOf(value)).toBe(vector.hash);
    });
  });
}
