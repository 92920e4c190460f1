import { describe, expect, it } from 'vitest';
import type { FieldValue } from '../../../../lib/chain/module.ts';
import {
  MAX_BIO_BYTES,
  MAX_COMMENT_BYTES,
  MAX_FLAG_REASON_BYTES,
  MAX_POST_TEXT_BYTES,
  MAX_POST_TRANSACTION_BYTES,
  MAX_TAG_LENGTH,
  MAX_TAGS,
  MAX_TITLE_BYTES,
} from '../../../../lib/core/module-limits.ts';
import { qa } from '../../../../lib/modules/qa/index.ts';
import { shortened } from '../../../../lib/modules/qa/shortened.ts';
import { ALICE, createQaWorld } from './qa-world.ts';

const QUESTION = { title: 'How does a loom weave?', text: 'I wonder.', tags: 'weaving' };

/** The code with which an action is refused without state. */
function refusal(primaryType: string, fields: Record<string, FieldValue>): string | undefined {
  return createQaWorld().act(ALICE, primaryType, fields);
}

const ask = (fields: Partial<typeof QUESTION>) => refusal('QaAsk', { ...QUESTION, ...fields });

describe('a title', () => {
  it('has a bounded length, in bytes, without blanks around it', () => {
    expect(ask({ title: 'Why not' })).toBe('qa/title-length');
    expect(ask({ title: `   Why not${' '.repeat(100)}` })).toBe('qa/title-length');
    expect(ask({ title: 'Why not?' })).toBeUndefined();
    expect(ask({ title: ' '.repeat(20) })).toBe('qa/title-length');
    expect(ask({ title: 'x'.repeat(MAX_TITLE_BYTES) })).toBeUndefined();
    expect(ask({ title: 'x'.repeat(MAX_TITLE_BYTES + 1) })).toBe('qa/title-length');
    expect(ask({ title: 'щ'.repeat(MAX_TITLE_BYTES / 2 + 1) })).toBe('qa/title-length');
    expect(ask({ title: 'x'.repeat(1_000_000) })).toBe('qa/title-length');
  });

  it('shows every character it has', () => {
    const unseen = [0x00, 0x07, 0x0a, 0x0d, 0x7f, 0x85, 0xa0, 0xad, 0x61c, 0x200b, 0x200d, 0x200e];
    const turning = [0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067, 0x2068, 0x2069];
    const others = [0x2028, 0x2029, 0x2060, 0x3164, 0xe001, 0xfeff, 0xfffa, 0xe0041, 0x10fffd];
    for (const point of [...unseen, ...turning, ...others]) {
      const title = `How does ${String.fromCodePoint(point)} look?`;
      expect([point, ask({ title })]).toEqual([point, 'qa/unseen-character']);
    }
    for (const title of [
      'Wie heißt das auf Tschüss?',
      'Что такое ткацкий станок?',
      '織機とは何ですか🧶',
    ]) {
      expect(ask({ title })).toBeUndefined();
    }
  });
});

describe('a text', () => {
  it('has a bounded length, and something to read', () => {
    expect(ask({ text: '' })).toBe('qa/text-empty');
    expect(ask({ text: ' \n\t ' })).toBe('qa/text-empty');
    expect(ask({ text: 'x'.repeat(MAX_POST_TEXT_BYTES) })).toBeUndefined();
    expect(ask({ text: 'x'.repeat(MAX_POST_TEXT_BYTES + 1) })).toBe('qa/text-length');
    const comment = (length: number) =>
      refusal('QaComment', { post: 1n, text: 'x'.repeat(length) });
    expect(comment(MAX_COMMENT_BYTES)).toBe('qa/no-such-post');
    expect(comment(MAX_COMMENT_BYTES + 1)).toBe('qa/text-length');
  });

  it('has lines, tabs and scripts of both directions, and no controls', () => {
    expect(ask({ text: 'a\n\n\tb שלום\u200f, مرحبا' })).toBeUndefined();
    for (const control of ['\0', '\r', '\x1b', '\x7f', '\x9b']) {
      expect(ask({ text: `a${control}b` })).toBe('qa/unseen-character');
    }
  });

  it('of the greatest size fits into a transaction, with all that goes with it', () => {
    const tags = Array.from({ length: MAX_TAGS }, () => 't'.repeat(MAX_TAG_LENGTH)).join(' ');
    const fields = MAX_POST_TEXT_BYTES + MAX_TITLE_BYTES + tags.length;
    // Type, account, numbers, the session with its key, the signature, and the lengths of each.
    expect(fields + 600).toBeLessThan(MAX_POST_TRANSACTION_BYTES);
    const long = qa.actions.filter(({ maxBytes }) => maxBytes !== undefined);
    expect(long.map(({ primaryType }) => primaryType)).toEqual(['QaAsk', 'QaAnswer', 'QaEdit']);
  });
});

describe('tags', () => {
  it('are one to five different words', () => {
    expect(ask({ tags: 'a1 b2 c3 d4 e-5' })).toBeUndefined();
    expect(ask({ tags: 't'.repeat(MAX_TAG_LENGTH) })).toBeUndefined();
    const wrong = ['', 'a', 'a1 b2 c3 d4 e5 f6', 'wool wool', 'wool  silk', ' wool', 'Wool', 'c++'];
    for (const tags of [...wrong, 'wool\nsilk', 'wоol', 't'.repeat(MAX_TAG_LENGTH + 1)]) {
      expect([tags, ask({ tags })]).toEqual([tags, 'qa/tags-malformed']);
    }
  });
});

describe('other words', () => {
  it('are short lines', () => {
    const bio = (text: string) => refusal('QaSetProfile', { name: '', bio: text });
    expect(bio('x'.repeat(MAX_BIO_BYTES))).toBeUndefined();
    expect(bio('x'.repeat(MAX_BIO_BYTES + 1))).toBe('qa/text-length');
    expect(bio('two\nlines')).toBe('qa/unseen-character');
    const flag = (reason: string) => refusal('QaFlag', { post: 1n, reason });
    expect(flag('')).toBe('qa/text-empty');
    expect(flag('   ')).toBe('qa/text-empty');
    expect(flag('x'.repeat(MAX_FLAG_REASON_BYTES + 1))).toBe('qa/text-length');
    expect(refusal('QaVote', { post: 1n, vote: 'sideways' })).toBe('qa/vote-malformed');
    expect(refusal('QaRedeem', { points: 0n })).toBe('qa/zero-amount');
    expect(refusal('QaFund', { amountSmallestUnits: 0n })).toBe('qa/zero-amount');
  });
});

describe('a sentence about an action', () => {
  const fields: Record<string, FieldValue> = {
    ...{ name: 'ada', bio: '', title: 'x'.repeat(150), text: '\u202eevil\n'.repeat(5_000) },
    ...{ tags: 'wool', question: 1n, post: 2n, edits: 0n, vote: 'up', answer: 3n, reason: 'Spam' },
    ...{ hidden: true, amountWei: 10n ** 18n, days: 1n, points: 30n, amountSmallestUnits: 5n },
  };

  it('has the words of a post without the marks of a page', () => {
    const answer = qa.actions.find(({ primaryType }) => primaryType === 'QaAnswer');
    const text = '# Yes\n\n- **see** [there](https://example.org) and `run`';
    expect(answer?.describe({ question: 1n, text }, ALICE)).toContain(': Yes see there and run');
  });

  it('is one line, bounded, for every action', () => {
    for (const action of qa.actions) {
      const names = action.fields.map(({ name }) => [name, fields[name] as FieldValue]);
      const sentence = action.describe(Object.fromEntries(names), ALICE);
      expect(sentence).toContain(ALICE);
      expect(sentence.length).toBeLessThan(200);
      expect(sentence).not.toMatch(/[\n\u202e]/);
    }
  });

  it('shortens a text between characters', () => {
    expect(shortened('short')).toBe('short');
    expect(shortened(` a\n\n b\u202ec `)).toBe('a b c');
    const wool = '🧶'.repeat(200);
    expect(shortened(wool)).toBe(`${'🧶'.repeat(79)}…`);
    expect(shortened('')).toBe('');
  });
});
