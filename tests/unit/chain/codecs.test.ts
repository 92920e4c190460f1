import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blockFromBytes, bytesFromBlock } from '../../../lib/chain/block.ts';
import { certificateFromItem, itemFromCertificate } from '../../../lib/chain/certificate.ts';
import { bytesFromGenesis, genesisFromBytes } from '../../../lib/chain/genesis.ts';
import { bytesFromHeader, headerFromBytes } from '../../../lib/chain/header.ts';
import { bytesFromReceipts, receiptsFromBytes } from '../../../lib/chain/receipt.ts';
import { bytesFromDiff, diffFromBytes } from '../../../lib/chain/state-diff.ts';
import { itemFromStatement, NULLIFY, statementFromItem } from '../../../lib/chain/statement.ts';
import {
  bytesFromTransaction,
  decodeTransaction,
  type Transaction,
} from '../../../lib/chain/transaction.ts';
import { type Hex, ZERO_HASH } from '../../../lib/core/bytes.ts';
import { MAX_COMMITTEE_MEMBERS, MAX_SIGNERS_BYTES } from '../../../lib/core/limits.ts';
import { decodeRlp, encodeRlp, type RlpItem } from '../../../lib/core/rlp.ts';
import * as arbitraries from './arbitraries.ts';
import { type Codec, expectCanonical, expectRoundTrip } from './codec-properties.ts';
import { testChain } from './fixtures.ts';

const { registry } = testChain();

const codecs: Record<string, Codec<never>> = {
  header: codec({
    arbitrary: arbitraries.header,
    encode: bytesFromHeader,
    decode: headerFromBytes,
  }),
  statement: codec(
    inRlp(arbitraries.statement, itemFromStatement, (item) => statementFromItem(item)),
  ),
  certificate: codec(
    inRlp(arbitraries.certificate, itemFromCertificate, (item) => certificateFromItem(item)),
  ),
  block: codec({ arbitrary: arbitraries.block, encode: bytesFromBlock, decode: blockFromBytes }),
  genesis: codec({
    arbitrary: arbitraries.genesis,
    encode: bytesFromGenesis,
    decode: genesisFromBytes,
    refusals: ['genesis/invalid'],
  }),
  receipts: codec({
    arbitrary: fc.array(arbitraries.receipt, { maxLength: 4 }),
    encode: bytesFromReceipts,
    decode: receiptsFromBytes,
  }),
  'state diff': codec({
    arbitrary: arbitraries.diff,
    encode: bytesFromDiff,
    decode: diffFromBytes,
  }),
  transaction: codec<Transaction>({
    arbitrary: arbitraries.bankTransfer,
    encode: (transaction) =>
      bytesFromTransaction(registry.get(transaction.primaryType).definition, transaction),
    decode: (bytes) => decodeTransaction(registry, bytes).transaction,
    refusals: [
      'transaction/unsupported-envelope',
      'transaction/unknown-action',
      'transaction/wrong-signature',
    ],
  }),
};

describe.each(Object.entries(codecs))('%s', (_, each) => {
  it('decodes what it encoded', () => expectRoundTrip(each));
  it('refuses or reproduces any bytes', () => expectCanonical(each));
});

it('a certificate has no more bits than the largest committee has members', () => {
  expect(MAX_SIGNERS_BYTES).toBe(Math.ceil(MAX_COMMITTEE_MEMBERS / 8));
  const sized = (bytes: number) => {
    const signers: Hex = `0x${'ff'.repeat(bytes)}`;
    const statement = { kind: NULLIFY, epoch: 0n, view: 1n, digest: ZERO_HASH } as const;
    return itemFromCertificate({ statement, signers, signature: `0x${'11'.repeat(96)}` });
  };
  expect(() => certificateFromItem(sized(MAX_SIGNERS_BYTES))).not.toThrow();
  const tooLarge = () => certificateFromItem(sized(MAX_SIGNERS_BYTES + 1));
  expect(tooLarge).toThrow(expect.objectContaining({ code: 'codec/malformed' }));
});

/** Codecs of different values in one table. */
function codec<Value>(typed: Codec<Value>): Codec<never> {
  return typed as Codec<never>;
}

function inRlp<Value>(
  arbitrary: fc.Arbitrary<Value>,
  toItem: (value: Value) => RlpItem,
  fromItem: (item: RlpItem) => Value,
): Codec<Value> {
  return {
    arbitrary,
    encode: (value) => encodeRlp(toItem(value)),
    decode: (bytes) => fromItem(decodeRlp(bytes)),
  };
}
