import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Hex } from '../../../../lib/core/bytes.ts';
import { hexFromBytes } from '../../../../lib/core/bytes.ts';
import {
  MAX_BIO_BYTES,
  MAX_FAVOURED_PER_DAY,
  MAX_FLAG_REASON_BYTES,
  MAX_FLAGS_PER_POST,
  MAX_NAME_LENGTH,
  MAX_POST_VERSIONS,
} from '../../../../lib/core/module-limits.ts';
import { addFavour } from '../../../../lib/modules/qa/favours.ts';
import * as keys from '../../../../lib/modules/qa/keys.ts';
import * as records from '../../../../lib/modules/qa/records.ts';
import { filled } from '../../chain/fixtures.ts';

const hex = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((bytes) => hexFromBytes(bytes));
const u64 = fc.bigInt({ min: 0n, max: (1n << 64n) - 1n });
const time = fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER });
const count = fc.integer({ min: 0, max: 1_000_000 });
const text = fc.string({ unit: 'grapheme' });
const version = fc.record({ content: hex(32), editor: hex(20), atMs: time });

const post: fc.Arbitrary<records.Post> = fc.record({
  kind: fc.constantFrom('question', 'answer', 'comment'),
  parent: u64,
  versions: fc.array(version, { minLength: 1, maxLength: MAX_POST_VERSIONS }) as fc.Arbitrary<
    [records.Version]
  >,
  ...{ edits: count, ups: count, downs: count, answers: count, comments: count, flags: count },
  ...{ isHidden: fc.boolean(), isReviewed: fc.boolean() },
  accepted: fc.option(fc.record({ answer: u64, atMs: time, toAnswerer: u64, toAsker: u64 }), {
    nil: undefined,
  }),
  bounty: fc.option(fc.record({ amountWei: u64, untilMs: time }), { nil: undefined }),
});

const profile: fc.Arbitrary<records.Profile> = fc.record({
  ...{ name: text, bio: text, joinedMs: time },
  ...{ gained: u64, lost: u64, redeemed: u64, redemptions: u64 },
  ...{ questions: count, answers: count, accepted: count, flagsFromMs: time },
  today: fc.record({
    number: count,
    done: fc.tuple(...records.DAILY.map(() => count)),
    favours: fc.uint8Array(),
  }),
});

describe('records', () => {
  it('are what their bytes say', () => {
    fc.assert(
      fc.property(post, profile, (a, b) => {
        expect(records.postFromBytes(records.bytesFromPost(a))).toEqual(a);
        expect(records.profileFromBytes(records.bytesFromProfile(b))).toEqual(b);
      }),
    );
    const vote = fc.record({
      ...{ isUp: fc.boolean(), atMs: time, authorPoints: u64, voterPoints: u64 },
    });
    const redemption = fc.record({ points: u64, smallestUnits: u64, atMs: time });
    const flags = fc.array(fc.record({ by: hex(20), atMs: time, reason: text }));
    const totals = fc.record({ newestPost: u64, year: count, redeemedThisYear: u64 });
    fc.assert(
      fc.property(vote, redemption, flags, totals, (a, b, c, d) => {
        expect(records.voteFromBytes(records.bytesFromVote(a))).toEqual(a);
        expect(records.redemptionFromBytes(records.bytesFromRedemption(b))).toEqual(b);
        expect(records.flagsFromBytes(records.bytesFromFlags(c))).toEqual(c);
        expect(records.totalsFromBytes(records.bytesFromTotals(d))).toEqual(d);
      }),
    );
  });

  it('keep a content with the number of those who have it', () => {
    const content = { title: 'How?', tags: ['wool', 'silk'], text: 'So.\n' };
    const writer = filled(20, 0xab);
    const bytes = records.bytesFromContent(content, writer);
    const stored = records.storedFromBytes(records.bytesFromStored(70_000, bytes));
    expect(stored.references).toBe(70_000);
    expect(records.contentFromBytes(stored.content)).toEqual(content);
    const plain = { title: '', tags: [], text: 'So.' };
    expect(records.contentFromBytes(records.bytesFromContent(plain, writer))).toEqual(plain);
  });

  it('of a post, its flags and a profile are each one key’s worth at their largest', () => {
    const most = Number.MAX_SAFE_INTEGER;
    const large = { editor: filled(20, 0xff), content: filled(32, 0xff), atMs: most };
    const u256 = (1n << 256n) - 1n;
    const all = (1n << 64n) - 1n;
    const largest: Record<string, Uint8Array> = {
      post: records.bytesFromPost({
        ...{ kind: 'comment', parent: all, isHidden: true, isReviewed: true },
        versions: [large, large, large, large],
        ...{ edits: most, ups: most, downs: most, answers: most, comments: most, flags: most },
        accepted: { answer: all, atMs: most, toAnswerer: all, toAsker: all },
        bounty: { amountWei: u256, untilMs: most },
      }),
      flags: records.bytesFromFlags(
        Array.from({ length: MAX_FLAGS_PER_POST }, () => ({
          ...{ by: large.editor, atMs: most, reason: 'x'.repeat(MAX_FLAG_REASON_BYTES) },
        })),
      ),
      profile: records.bytesFromProfile({
        ...{ name: 'ạ'.repeat(MAX_NAME_LENGTH), bio: 'x'.repeat(MAX_BIO_BYTES), joinedMs: most },
        ...{ gained: all, lost: all, redeemed: all, redemptions: all },
        ...{ questions: most, answers: most, accepted: most, flagsFromMs: most },
        today: {
          number: most,
          done: records.DAILY.map(() => most),
          favours: new Uint8Array(5 * MAX_FAVOURED_PER_DAY),
        },
      }),
    };
    for (const [name, bytes] of Object.entries(largest)) {
      expect([name, bytes.length <= 1_024]).toEqual([name, true]);
    }
  });
});

describe('keys', () => {
  it('say what they are about', () => {
    const account = filled(20, 0xab);
    const hash = filled(32, 0xcd);
    const known: [Hex, keys.QaKey][] = [
      [keys.postKey(7n), { kind: 'post', id: 7n }],
      [keys.contentKey(hash), { kind: 'content', hash }],
      [keys.flagsKey(7n), { kind: 'flags', id: 7n }],
      [keys.voteKey(7n, account), { kind: 'vote', id: 7n, account }],
      [keys.profileKey(account), { kind: 'profile', account }],
      [keys.nameKey('ada'), { kind: 'name', skeleton: '0x616461' }],
      [keys.redemptionKey(account, 9n), { kind: 'redemption', account, index: 9n }],
      [keys.PARAMETERS_KEY, { kind: 'parameters' }],
      [keys.TOTALS_KEY, { kind: 'totals' }],
    ];
    for (const [key, about] of known) expect(keys.readKey(key)).toEqual(about);
    expect(new Set(known.map(([key]) => key.slice(0, 4))).size).toBe(known.length);
  });
});

describe('favours', () => {
  it('count each account by itself, up to a number', () => {
    let favours = addFavour(new Uint8Array(0), filled(20, 1), 2) as Uint8Array;
    favours = addFavour(favours, filled(20, 2), 2) as Uint8Array;
    favours = addFavour(favours, filled(20, 1), 2) as Uint8Array;
    expect(addFavour(favours, filled(20, 1), 2)).toBeUndefined();
    expect(addFavour(favours, filled(20, 2), 2)).toBeDefined();
    expect(addFavour(new Uint8Array(0), filled(20, 1), 0)).toBeUndefined();
  });
});
