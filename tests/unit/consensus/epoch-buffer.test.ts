import { describe, expect, it } from 'vitest';
import { NULLIFY } from '../../../lib/chain/statement.ts';
import {
  bufferEnvelope,
  createEpochBuffer,
  epochOfMessage,
} from '../../../lib/consensus/epoch-buffer.ts';
import { MAX_BUFFERED_ENVELOPES, MAX_BUFFERED_PER_AUTHOR } from '../../../lib/core/limits.ts';
import { makeCertificate, makeProposal, makeVote } from './fixtures.ts';

interface Letter {
  author: string;
  number: number;
}

function filled(letters: readonly Letter[]) {
  return letters.reduce(
    (buffer, letter) => bufferEnvelope(buffer, 7n, letter),
    createEpochBuffer<Letter>(7n),
  );
}

describe('the buffer of the next epoch', () => {
  it('keeps envelopes in the order in which they came', () => {
    const letters = ['b', 'a', 'b'].map((author, number) => ({ author, number }));
    expect(filled(letters).envelopes).toEqual(letters);
  });

  it('keeps four of an author, the first ones', () => {
    const letters = Array.from({ length: 9 }, (_, number) => ({ author: 'a', number }));
    const { envelopes } = filled([...letters, { author: 'b', number: 9 }]);
    expect(envelopes.filter(({ author }) => author === 'a')).toHaveLength(MAX_BUFFERED_PER_AUTHOR);
    expect(envelopes.map(({ number }) => number)).toEqual([0, 1, 2, 3, 9]);
  });

  it('keeps 256 in all, however many authors there are', () => {
    const letters = Array.from({ length: 300 }, (_, number) => ({ author: `${number}`, number }));
    expect(filled(letters).envelopes).toEqual(letters.slice(0, MAX_BUFFERED_ENVELOPES));
  });

  it('takes nothing of any other epoch', () => {
    const buffer = createEpochBuffer<Letter>(7n);
    for (const epoch of [6n, 8n]) {
      expect(bufferEnvelope(buffer, epoch, { author: 'a', number: 0 })).toBe(buffer);
    }
  });

  it('tells the epoch of every message', () => {
    const vote = makeVote(NULLIFY, 1n, 0, undefined, 3n);
    const certificate = makeCertificate(NULLIFY, 1n, undefined, [1, 2, 3], { epoch: 4n });
    const { proposal } = makeProposal(1n, undefined, { epoch: 1n });
    expect(epochOfMessage({ type: 'vote', vote })).toBe(3n);
    expect(epochOfMessage({ type: 'certificate', certificate })).toBe(4n);
    expect(epochOfMessage({ type: 'proposal', proposal })).toBe(1n);
  });
});
