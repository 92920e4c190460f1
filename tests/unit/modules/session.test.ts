import { p256 } from '@noble/curves/nist.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Hash, type Hex, hexFromBytes } from '../../../lib/core/bytes.ts';
import { keccak256 } from '../../../lib/core/keccak.ts';
import {
  MAX_SESSION_ACTIONS,
  MAX_SESSION_ACTIONS_LENGTH,
  MAX_SESSION_MS,
  MAX_SESSIONS_PER_ACCOUNT,
} from '../../../lib/core/module-limits.ts';
import { bytesFromText } from '../../../lib/core/utf8.ts';
import { session } from '../../../lib/modules/session/index.ts';
import { sessionIdOf } from '../../../lib/modules/session/keys.ts';
import { openMessage } from '../../../lib/modules/session/messages.ts';
import type { SessionView } from '../../../lib/modules/session/queries.ts';
import { COIN } from '../chain/fixtures.ts';
import { accountOf, codeOf, createSponsorWorld, type SponsorWorld } from './sponsor-world.ts';

const ann = accountOf('ann');
const ben = accountOf('ben');
const HOUR_MS = 3_600_000;

describe('opening a session', () => {
  it('keeps what the wallet allowed, under an id of account, key and number', () => {
    const world = createSponsorWorld();
    const id = opened(world);
    expect(id).toBe(sessionIdOf(ann, keyOf('ann'), 0n));
    expect(listOf(world)).toEqual([
      {
        id,
        publicKey: keyOf('ann'),
        actions: ['QaAsk', 'QaVote'],
        spendMaxWei: COIN,
        spentWei: 0n,
        openedMs: world.nowMs(),
        expiresMs: world.nowMs() + HOUR_MS,
        nonce: 0n,
      },
    ]);
    expect(world.takeEvents().map(({ name }) => name)).toEqual(['session.opened']);
    world.checkInvariants();
  });

  it('gives a key that is opened again another id and a lane from 0', () => {
    const world = createSponsorWorld();
    const first = opened(world);
    termsOf(world, first);
    sessionsIn(world).advance(ann, first, 7n);
    const second = opened(world);
    expect(second).not.toBe(first);
    expect(termsOf(world, second)).toMatchObject({ nonce: 0n, spendLeftWei: COIN });
    expect(termsOf(world, first)).toMatchObject({ nonce: 1n, spendLeftWei: COIN - 7n });
  });

  it('refuses keys that are no points, whatever they look like', () => {
    const good = keyOf('ann');
    const flipped = `${good.slice(0, -1)}${good.endsWith('0') ? '1' : '0'}`;
    const compressed = hexFromBytes(p256.getPublicKey(secretOf('ann'), true));
    const wrong = ['0x', compressed, `0x05${good.slice(4)}`, `${good}00`, flipped];
    for (const publicKey of [...wrong, `0x04${'00'.repeat(64)}`, `0x04${'ff'.repeat(64)}`]) {
      expect(codeOf(() => validate({ publicKey: publicKey as Hex }))).toBe('session/malformed-key');
    }
    expect(codeOf(() => validate({}))).toBeUndefined();
  });

  it('takes a list of different capitalised words and nothing else', () => {
    const names = Array.from({ length: MAX_SESSION_ACTIONS }, (_, i) => `Qa${i}`).join(' ');
    const long = Array.from({ length: 14 }, (_, i) => `Q${'a'.repeat(48)}${i % 10}`);
    const longest = [...new Set(long.map((name, i) => `${name.slice(0, 47)}x${i % 10}`))].join(' ');
    for (const actions of ['QaAsk', 'QaAsk QaVote', names, longest]) {
      expect(codeOf(() => validate({ actions }))).toBeUndefined();
    }
    const wrong = [
      '',
      ' ',
      'qaAsk',
      'QaAsk ',
      ' QaAsk',
      'QaAsk  QaVote',
      'QaAsk,QaVote',
      'Qa\tAsk',
    ];
    const many = `${names} QaMore`;
    const tooLong = Array.from({ length: 12 }, (_, i) => `Q${'a'.repeat(60)}${i + 10}`).join(' ');
    expect(tooLong.length).toBeGreaterThan(MAX_SESSION_ACTIONS_LENGTH);
    for (const actions of [...wrong, 'QaAsk QaAsk', 'QäAsk', many, tooLong, 'Q']) {
      expect(codeOf(() => validate({ actions }))).toBe('session/malformed-actions');
    }
  });

  it('lasts from the next millisecond to thirty days', () => {
    const world = createSponsorWorld();
    const at = (ms: number) => open(world, { expiresMs: BigInt(world.nowMs() + ms) });
    expect(at(0)).toBe('session/already-expired');
    expect(at(-HOUR_MS)).toBe('session/already-expired');
    expect(at(MAX_SESSION_MS + 1)).toBe('session/too-long');
    expect(open(world, { expiresMs: 2n ** 64n - 1n })).toBe('session/too-long');
    expect(at(1)).toBeUndefined();
    expect(at(MAX_SESSION_MS)).toBeUndefined();
    world.checkInvariants();
  });

  it('is refused while sixteen are open, and makes room of those that are over', () => {
    const world = createSponsorWorld();
    for (let i = 0; i < MAX_SESSIONS_PER_ACCOUNT; i++) opened(world);
    const keys = world.state.keyCount();
    expect(open(world)).toBe('session/too-many');
    expect(open(world, {}, ben)).toBeUndefined();
    world.later(HOUR_MS + 1);
    const id = opened(world);
    expect(listOf(world).map((view) => view.id)).toEqual([id]);
    expect(world.state.keyCount()).toBe(keys + 2 - MAX_SESSIONS_PER_ACCOUNT + 1);
    world.checkInvariants();
  });

  it('creates one key and, for the first of an account, its list; each is one piece', () => {
    const world = createSponsorWorld();
    const actions = Array.from({ length: 58 }, (_, i) => `Q${'a'.repeat(8)}${i + 10}`).join(' ');
    expect(actions.length).toBeLessThanOrEqual(MAX_SESSION_ACTIONS_LENGTH);
    const before = world.state.keyCount();
    const wide = { actions: `${actions} Qaa`, spendMaxWei: 2n ** 256n - 1n };
    expect(open(world, wide)).toBeUndefined();
    expect(world.state.keyCount()).toBe(before + openMessage.maxNewKeys);
    const [view] = listOf(world);
    sessionsIn(world).advance(ann, view?.id as Hash, 2n ** 256n - 1n);
    for (let i = 1; i < MAX_SESSIONS_PER_ACCOUNT; i++) opened(world);
    expect(world.largestValueOf('session')).toBeLessThanOrEqual(1_024);
    expect(world.largestValueOf('session')).toBeGreaterThan(850);
  });
});

describe('closing sessions', () => {
  it('ends one at once, by its account only', () => {
    const world = createSponsorWorld();
    const [first, second] = [opened(world), opened(world)];
    expect(world.act(ben, 'SessionClose', { session: first })).toBe('session/unknown');
    expect(world.act(ann, 'SessionClose', { session: first })).toBeUndefined();
    expect(sessionsIn(world).termsOf(ann, first)).toBeUndefined();
    expect(world.act(ann, 'SessionClose', { session: first })).toBe('session/unknown');
    expect(listOf(world).map(({ id }) => id)).toEqual([second]);
    world.checkInvariants();
  });

  it('deletes those that are over too, and leaves no key behind', () => {
    const world = createSponsorWorld();
    const keys = world.state.keyCount();
    const old = opened(world);
    const alsoOld = opened(world);
    world.later(HOUR_MS + 1);
    const id = opened(world);
    expect(world.act(ann, 'SessionClose', { session: old })).toBe('session/unknown');
    world.later(HOUR_MS + 1);
    expect(world.act(ann, 'SessionClose', { session: id })).toBeUndefined();
    expect(sessionsIn(world).termsOf(ann, alsoOld)).toBeUndefined();
    expect(world.state.keyCount()).toBe(keys);
  });

  it('closes all, and does not fail when there are none', () => {
    const world = createSponsorWorld();
    const keys = world.state.keyCount();
    for (let i = 0; i < MAX_SESSIONS_PER_ACCOUNT; i++) opened(world);
    open(world, {}, ben);
    expect(world.act(ann, 'SessionCloseAll')).toBeUndefined();
    expect(listOf(world)).toEqual([]);
    expect(world.act(ann, 'SessionCloseAll')).toBeUndefined();
    expect(world.state.keyCount()).toBe(keys + 2);
    world.checkInvariants();
  });

  it('needs no room in a full state and no session', () => {
    for (const { primaryType, maxNewKeys, bySession } of session.actions) {
      expect(bySession).toBeUndefined();
      if (primaryType !== 'SessionOpen') expect(maxNewKeys).toBe(0);
    }
  });
});

describe('terms of a session', () => {
  it('are told to its own account only, and after it is over', () => {
    const world = createSponsorWorld();
    const id = opened(world);
    const terms = termsOf(world, id);
    expect(terms.publicKey).toBe(keyOf('ann'));
    expect(terms.expiresMs).toBe(world.nowMs() + HOUR_MS);
    expect(['QaAsk', 'QaVote', 'QaAsk QaVote', 'Qa', ''].map(terms.allows)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
    expect(sessionsIn(world).termsOf(ben, id)).toBeUndefined();
    world.later(2 * HOUR_MS);
    expect(termsOf(world, id).expiresMs).toBeLessThan(world.nowMs());
  });

  it('count number and spending, whatever the order', () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: 0n, max: COIN / 10n }), { maxLength: 9 }), (spent) => {
        const world = createSponsorWorld();
        const id = opened(world);
        for (const wei of spent) sessionsIn(world).advance(ann, id, wei);
        const sumWei = spent.reduce((sum, wei) => sum + wei, 0n);
        const nonce = BigInt(spent.length);
        expect(termsOf(world, id)).toMatchObject({ nonce, spendLeftWei: COIN - sumWei });
        world.checkInvariants();
      }),
      { numRuns: 30 },
    );
  });

  it('stop the program when something signs that is not open', () => {
    const world = createSponsorWorld();
    const id = opened(world);
    const advance = (account: Hex, spentWei: bigint) =>
      codeOf(() => sessionsIn(world).advance(account, id, spentWei));
    expect(advance(ben, 0n)).toBe('internal/assertion');
    expect(advance(ann, -1n)).toBe('internal/assertion');
  });
});

function opened(world: SponsorWorld): Hash {
  const id = sessionIdOf(ann, keyOf('ann'), world.nonceOf(ann));
  expect(open(world)).toBeUndefined();
  return id;
}

function open(world: SponsorWorld, changes: Partial<Fields> = {}, account = ann) {
  const expiresMs = BigInt(world.nowMs() + HOUR_MS);
  return world.act(account, 'SessionOpen', { ...fieldsOf({ expiresMs }), ...changes });
}

type Fields = Parameters<typeof openMessage.validate>[0];

function validate(changes: Partial<Fields>): void {
  openMessage.validate(fieldsOf(changes));
}

function fieldsOf(changes: Partial<Fields>): Fields {
  const [publicKey, actions] = [keyOf('ann'), 'QaAsk QaVote'];
  return { publicKey, actions, spendMaxWei: COIN, expiresMs: 1n, ...changes };
}

function sessionsIn(world: SponsorWorld) {
  return world.bind().sessions as NonNullable<ReturnType<SponsorWorld['bind']>['sessions']>;
}

function termsOf(world: SponsorWorld, id: Hash) {
  const terms = sessionsIn(world).termsOf(ann, id);
  expect(terms).toBeDefined();
  return terms as NonNullable<typeof terms>;
}

function listOf(world: SponsorWorld): SessionView[] {
  return world.query<SessionView[]>('session', 'list', { account: ann });
}

function secretOf(name: string): Uint8Array {
  return keccak256(bytesFromText(name));
}

function keyOf(name: string): Hex {
  return hexFromBytes(p256.getPublicKey(secretOf(name), false));
}
