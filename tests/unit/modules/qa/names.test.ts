import { describe, expect, it } from 'vitest';
import { MAX_NAME_LENGTH } from '../../../../lib/core/module-limits.ts';
import { isUnseen, LOOKS_LIKE, scriptOf } from '../../../../lib/modules/qa/characters.ts';
import { nameKey } from '../../../../lib/modules/qa/keys.ts';
import { skeletonOf } from '../../../../lib/modules/qa/names.ts';
import { ALICE, BOB, createQaWorld, DAY_MS, FREE } from './qa-world.ts';

/** Alice has one name; the code with which Bob is refused another. */
function second(taken: string, wanted: string): string | undefined {
  const world = createQaWorld();
  world.act(ALICE, 'QaSetProfile', { name: taken, bio: '' });
  return world.act(BOB, 'QaSetProfile', { name: wanted, bio: '' });
}

const alone = (name: string) => createQaWorld().act(ALICE, 'QaSetProfile', { name, bio: '' });

describe('a name', () => {
  it('is a word of one script', () => {
    for (const name of ['ada', 'Ада', 'Άδα', 'José-92', 'wool_and_wire', 'Nguyễn', 'Łukasz']) {
      expect([name, alone(name)]).toEqual([name, undefined]);
    }
    const mixed = ['аlice', 'Αlice', 'adaада'];
    const malformed = ['ab', '1ab', '-ab', '_ab', 'a b c', 'ada\u200b', 'ada\u202e', '0xabcdef'];
    const others = ['ﬁne', 'ａｄａ', 'ad\u0301a', '阿达达', 'ada!', 'аdmin', 'ada\n'];
    const long = 'a'.repeat(MAX_NAME_LENGTH + 1);
    for (const name of [...mixed, ...malformed, ...others, long]) {
      expect([name, alone(name)]).toEqual([name, 'qa/name-malformed']);
    }
    expect(alone('a'.repeat(MAX_NAME_LENGTH))).toBeUndefined();
    expect(alone('я'.repeat(MAX_NAME_LENGTH))).toBeUndefined();
  });

  it('never looks official', () => {
    const words = ['admin', 'Admin', 'ADM1N', 'weft', 'Moderator', 'rnoderator'];
    const among = [
      'admin1',
      'adm1n1',
      'admin_2',
      'the-Admin',
      'weft-team',
      'support-7-x',
      'mod007',
    ];
    for (const name of [...words, ...among]) {
      expect([name, alone(name)]).toEqual([name, 'qa/name-reserved']);
    }
    for (const name of ['W-eft', 'modern', 'rooted', 'teamster', 'a-1']) {
      expect([name, alone(name)]).toEqual([name, undefined]);
    }
  });

  it('is taken by whoever has one that looks like it', () => {
    const alike: [string, string][] = [
      ['alice', 'Alice'],
      ['alice', 'ALICE'],
      ['alice', 'aIice'],
      ['alice', 'al1ce'],
      ['alice', 'álìçe'],
      ['bob', 'b0b'],
      ['modern', 'modem'],
      ['a_b_c', 'a-b-c'],
      ['ace', 'асе'],
      ['cop', 'сор'],
      ['Hope', 'Норе'],
      ['toa', 'Τοα'],
      ['сор', 'cop'],
      ['νοx', 'vox'],
    ].filter(([taken]) => alone(taken as string) === undefined) as [string, string][];
    expect(alike.length).toBeGreaterThan(12);
    for (const [taken, wanted] of alike) {
      expect([wanted, second(taken, wanted)]).toEqual([wanted, 'qa/name-taken']);
    }
    expect(second('alice', 'alicia')).toBeUndefined();
    expect(second('анна', 'инна')).toBeUndefined();
  });

  it('can be changed and given up, and is nobody else’s for a month then', () => {
    const world = createQaWorld(FREE);
    const name = (account: typeof ALICE, wanted: string, bio = '') =>
      world.act(account, 'QaSetProfile', { name: wanted, bio });
    expect(name(ALICE, 'alice')).toBeUndefined();
    expect(world.newKeys()).toBe(2);
    expect(name(ALICE, 'alice')).toBe('qa/nothing-changes');
    expect(name(ALICE, 'Alice')).toBeUndefined();
    expect(world.newKeys()).toBe(0);
    expect(name(ALICE, 'Alice', 'I weave.')).toBeUndefined();
    expect(world.profile(ALICE)).toMatchObject({ name: 'Alice', bio: 'I weave.' });
    expect(name(BOB, 'alice')).toBe('qa/name-taken');
    world.check();
    expect(name(ALICE, '')).toBeUndefined();
    expect(world.newKeys()).toBe(0);
    expect(world.store().get(nameKey(skeletonOf('alice')))).toHaveLength(28);
    const freeFromMs = world.now() + 30 * DAY_MS;
    expect(world.attempt(BOB, 'QaSetProfile', { name: 'ALICE', bio: '' })).toMatchObject({
      code: 'qa/name-resting',
      facts: { freeFromMs },
    });
    world.check();
    expect(name(ALICE, 'alice')).toBeUndefined();
    expect(name(ALICE, 'ada')).toBeUndefined();
    world.check();
    world.pass(30 * DAY_MS);
    expect(name(BOB, 'alice')).toBeUndefined();
    expect(name(ALICE, 'alice')).toBe('qa/name-taken');
    world.check();
  });
});

describe('the list of characters', () => {
  const points = Array.from({ length: 0x3000 }, (_, point) => point);
  const letters = points.filter((point) => scriptOf(point) !== undefined);

  it('has letters of the script it says, each in its only form', () => {
    const patterns = { latin: /^\p{Script=Latin}$/u, greek: /^\p{Script=Greek}$/u };
    const scripts = { ...patterns, cyrillic: /^\p{Script=Cyrillic}$/u };
    for (const point of letters) {
      const letter = String.fromCodePoint(point);
      expect(letter).toMatch(scripts[scriptOf(point) as keyof typeof scripts]);
      expect(letter).toMatch(/^\p{L}$/u);
      expect(letter.normalize('NFKC')).toBe(letter);
      expect(letter.normalize('NFC')).toBe(letter);
    }
    expect(letters.length).toBeGreaterThan(400);
  });

  it('counts all controls and formats of Unicode as unseen, save those that shape a script', () => {
    const formats = points.filter((point) => /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text(point)));
    const shown = formats.filter((point) => !isUnseen(point));
    expect(shown.every((point) => point >= 0x600 && point < 0x900)).toBe(true);
    expect(letters.some(isUnseen)).toBe(false);
  });

  it('gives every letter a shape that stays as it is', () => {
    for (const point of letters) {
      const skeleton = skeletonOf(text(point));
      expect(skeleton).not.toBe('');
      expect([point, skeletonOf(skeleton)]).toEqual([point, skeleton]);
    }
    for (const [letter, shape] of LOOKS_LIKE) {
      expect(letter.length).toBe(1);
      expect(typeof shape).toBe('string');
    }
  });
});

function text(point: number): string {
  return String.fromCodePoint(point);
}
