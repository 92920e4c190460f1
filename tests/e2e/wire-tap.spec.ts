import { expect, test } from '@playwright/test';
import { bitmapFromIndexes } from '../../lib/chain/certificate.ts';
import {
  FINALIZE,
  NOTARIZE,
  NULLIFY,
  type Statement,
  type StatementKind,
} from '../../lib/chain/statement.ts';
import { bytesFromConsensusMessage } from '../../lib/consensus/messages.ts';
import { type Hex, hexFromBytes, ZERO_HASH } from '../../lib/core/bytes.ts';
import { slashablePairs } from './support/slashable-pairs.ts';
import { type HeardMessage, wireVotesFrom } from './support/wire-votes.ts';

// The observer of the other tests is only worth something if it sees what it looks for.

const A: Hex = `0x${'aa'.repeat(32)}`;
const B: Hex = `0x${'bb'.repeat(32)}`;
const SIGNATURE: Hex = `0x${'11'.repeat(96)}`;

test('a validator that loses stake is seen in what the product sends', () => {
  for (const pair of [
    [vote(NOTARIZE, A), vote(NOTARIZE, B)],
    [vote(FINALIZE, A), vote(FINALIZE, B)],
    [vote(NULLIFY, ZERO_HASH), vote(FINALIZE, A)],
    [vote(FINALIZE, A), certificate(NULLIFY, ZERO_HASH, [1, 9])],
    [certificate(NOTARIZE, A, [9]), certificate(NOTARIZE, B, [2, 9])],
  ]) {
    const found = slashablePairs(wireVotesFrom(pair));
    expect(found.map(([first]) => first.signer)).toEqual([9]);
  }
});

test('what honest validators say is no offence, however often it is heard', () => {
  const votes = wireVotesFrom([
    vote(NOTARIZE, A),
    vote(NOTARIZE, A),
    certificate(NOTARIZE, A, [8, 9]),
    vote(NULLIFY, ZERO_HASH),
    vote(FINALIZE, B, 6n),
    vote(NOTARIZE, A, 6n),
    vote(NOTARIZE, B, 5n, 1n),
  ]);
  expect(votes.length).toBe(6);
  expect(votes.map(({ author }) => author)).toEqual(['ada', undefined, ...Array(4).fill('ada')]);
  expect(slashablePairs(votes)).toEqual([]);
});

function statement(kind: StatementKind, digest: Hex, view: bigint, epoch: bigint): Statement {
  return { kind, epoch, view, digest };
}

function vote(kind: StatementKind, digest: Hex, view = 5n, epoch = 0n): HeardMessage {
  const message = {
    type: 'vote',
    vote: { statement: statement(kind, digest, view, epoch), signer: 9, signature: SIGNATURE },
  } as const;
  return heard('votes', hexFromBytes(bytesFromConsensusMessage(message)));
}

function certificate(kind: StatementKind, digest: Hex, signers: number[]): HeardMessage {
  const message = {
    type: 'certificate',
    certificate: {
      statement: statement(kind, digest, 5n, 0n),
      signers: bitmapFromIndexes(signers, 12),
      signature: SIGNATURE,
    },
  } as const;
  return heard('certificates', hexFromBytes(bytesFromConsensusMessage(message)));
}

function heard(topic: string, data: Hex): HeardMessage {
  return { atMs: 1, topic, author: 'ada', data };
}
