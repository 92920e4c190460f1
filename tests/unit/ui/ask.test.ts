import { describe, expect, it } from 'vitest';
import { idFromText } from '../../../app/ask/_parts/id-from-text.ts';
import { listChoiceFrom, listLink } from '../../../app/ask/_parts/list-choice.ts';
import { nextPrivilege } from '../../../app/ask/_parts/next-privilege.ts';
import { pointsOverTime } from '../../../app/ask/person/_parts/points-over-time.ts';
import { acceptedFirst } from '../../../app/ask/question/_parts/answers-order.ts';
import type { AnswerView } from '../../../lib/client/qa/views.ts';
import { MAX_SHOWN_EDITS } from '../../../lib/core/limits.ts';
import { askMessages } from '../../../lib/ui/ask-messages.ts';
import { differences } from '../../../lib/ui/differences.ts';

describe('the address of a list', () => {
  it('says order, tag and words, and leaves out the usual', () => {
    expect(listLink({ order: 'new', tag: undefined, words: ' ' })).toBe('/ask/');
    const choice = { order: 'bounty', tag: 'eip-712', words: 'why & how' } as const;
    const link = listLink(choice);
    expect(link).toBe('/ask/?order=bounty&tag=eip-712&q=why+%26+how');
    expect(listChoiceFrom(new URL(link, 'https://a.example').searchParams)).toEqual(choice);
  });

  it('means the newest questions when it means nothing', () => {
    const query = new URLSearchParams('order=odd&tag=%20&q=');
    expect(listChoiceFrom(query)).toEqual({ order: 'new', tag: undefined, words: '' });
    expect(listChoiceFrom(new URLSearchParams({ q: 'a'.repeat(5_000) })).words).toHaveLength(200);
  });

  it('names a post by its number', () => {
    expect(idFromText('12')).toBe(12n);
    for (const text of ['', '0', '-1', '1.5', '0x1', ' 1', '1e9', '9'.repeat(20)]) {
      expect(idFromText(text)).toBeUndefined();
    }
  });
});

describe('answers', () => {
  it('begin with the accepted one and keep their order else', () => {
    const answers = [1n, 2n, 3n].map((id) => ({ id, isAccepted: id === 3n }) as AnswerView);
    expect(acceptedFirst(answers).map(({ id }) => id)).toEqual([3n, 1n, 2n]);
  });
});

describe('reputation', () => {
  it('is a line from the oldest change to what somebody has now', () => {
    const entries = [
      { atMs: 30, points: -2n },
      { atMs: 20, points: 15n },
      { atMs: 10, points: 10n },
    ];
    expect(pointsOverTime(24n, entries)).toEqual([
      { atMs: 10, points: 11 },
      { atMs: 20, points: 26 },
      { atMs: 30, points: 24 },
    ]);
    expect(pointsOverTime(0n, [])).toEqual([]);
  });

  it('says which privilege comes next', () => {
    const privileges = [
      { privilege: 'vote-up', points: 15n },
      { privilege: 'hide', points: 2_000n },
      { privilege: 'vote-down', points: 125n },
    ] as const;
    const next = (points: bigint, held: ('vote-up' | 'vote-down' | 'hide')[]) =>
      nextPrivilege({ points, privileges: held }, { privileges });
    expect(next(20n, ['vote-up'])).toEqual({ privilege: 'vote-down', missing: 105n });
    expect(next(3_000n, ['vote-up', 'vote-down', 'hide'])).toBeUndefined();
  });
});

describe('the difference of two texts', () => {
  it('is told word by word', () => {
    expect(differences('The tab is a node.', 'The tab is a full node.')).toEqual([
      { kind: 'same', text: 'The tab is a ' },
      { kind: 'added', text: 'full ' },
      { kind: 'same', text: 'node.' },
    ]);
    const parts = differences('one two', 'one three') ?? [];
    expect(parts.map(({ kind }) => kind)).toEqual(['same', 'removed', 'added']);
  });

  it('ends where nobody reads it', () => {
    const words = (seed: number) =>
      Array.from({ length: MAX_SHOWN_EDITS + 500 }, (_, i) => `w${i * seed}`).join(' ');
    const startMs = performance.now();
    expect(differences(words(3), words(7))).toBeUndefined();
    expect(performance.now() - startMs).toBeLessThan(2_000);
  });
});

describe('the words of Ask', () => {
  it('agree with their number', () => {
    expect(askMessages.points(1n)).toBe('1 point');
    expect(askMessages.points(2_904n)).toBe('2,904 points');
    expect(askMessages.answerCount(0)).toBe('0 answers');
    expect(askMessages.votes(-1n)).toBe('vote');
    expect(askMessages.list.found(1, 'bls')).toBe('1 question with “bls”');
    expect(askMessages.person.next('hide posts', 1n)).toMatch(/^1 more point and/);
  });
});
