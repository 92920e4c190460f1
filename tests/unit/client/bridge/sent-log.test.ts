import { describe, expect, it } from 'vitest';
import { MAX_SENT_TRANSACTIONS } from '../../../../lib/client/bridge/limits.ts';
import {
  type SeenSent,
  type Step,
  waitingClaims,
  waitingFor,
} from '../../../../lib/client/bridge/sent.ts';
import { SentLog, type TextStorage } from '../../../../lib/client/bridge/sent-log.ts';
import type { Hash } from '../../../../lib/client/types.ts';
import { ZERO_ADDRESS } from '../../../../lib/core/bytes.ts';

const KEY = 'sent';
const ETHER = { kind: 0, token: ZERO_ADDRESS, value: 10n ** 30n, count: 1 } as const;
const DEPOSIT: Step = { what: 'deposit', ids: [], moved: ETHER, lane: 'gateway' };
const hashOf = (index: number): Hash => `0x${index.toString(16).padStart(64, '0')}`;

/** Keeps texts as a browser does. */
function browserStorage(texts = new Map<string, string>()): TextStorage {
  return {
    getItem: (key) => texts.get(key) ?? null,
    setItem: (key, text) => void texts.set(key, text),
    removeItem: (key) => void texts.delete(key),
  };
}

describe('transactions that were sent', () => {
  it('are still there after a reload, with everything that is known of them', () => {
    const storage = browserStorage();
    const log = new SentLog(storage, KEY);
    log.add(hashOf(1), DEPOSIT, 5);
    log.add(hashOf(2), { what: 'claim', ids: [7n, 8n] }, 6);
    log.setNonce(hashOf(2), 3);
    const kept = [
      { ...DEPOSIT, hash: hashOf(1), sentAtMs: 5 },
      { what: 'claim', ids: [7n, 8n], hash: hashOf(2), sentAtMs: 6, nonce: 3 },
    ];
    expect(log.all()).toEqual(kept);
    expect(new SentLog(storage, KEY).all()).toEqual(kept);
    expect(new SentLog(storage, 'of another account').all()).toEqual([]);
  });

  it('leave nothing behind once all are forgotten', () => {
    const texts = new Map<string, string>();
    const log = new SentLog(browserStorage(texts), KEY);
    log.add(hashOf(1), DEPOSIT, 5);
    log.forget(hashOf(2));
    expect(texts.size).toBe(1);
    log.forget(hashOf(1));
    expect(texts.size).toBe(0);
    expect(log.all()).toEqual([]);
  });

  it('are bounded: the oldest gives way', () => {
    const storage = browserStorage();
    const log = new SentLog(storage, KEY);
    for (let i = 0; i <= MAX_SENT_TRANSACTIONS; i++) log.add(hashOf(i), DEPOSIT, i);
    expect(log.all()).toHaveLength(MAX_SENT_TRANSACTIONS);
    expect(log.all()[0]?.hash).toBe(hashOf(1));
    expect(new SentLog(storage, KEY).all()).toEqual(log.all());
  });

  it('of two tabs are the same: neither erases what the other wrote', () => {
    const storage = browserStorage();
    const [one, other] = [new SentLog(storage, KEY), new SentLog(storage, KEY)];
    let news = 0;
    const stop = other.subscribe(() => news++);
    one.add(hashOf(1), DEPOSIT, 5);
    other.refresh();
    expect(other.all()).toHaveLength(1);
    other.add(hashOf(2), DEPOSIT, 6);
    one.add(hashOf(3), DEPOSIT, 7);
    expect(one.all().map(({ hash }) => hash)).toEqual([1, 2, 3].map(hashOf));
    expect(news).toBe(2);
    stop();
    other.refresh();
    expect(news).toBe(2);
  });

  it.each([
    'nothing',
    '{}',
    '[{}]',
    '[null]',
    JSON.stringify([{ hash: '0x12', what: 'claim', ids: [], sentAtMs: 1 }]),
    JSON.stringify([{ hash: hashOf(1), what: 'other', ids: [], sentAtMs: 1 }]),
    JSON.stringify([{ hash: hashOf(1), what: 'claim', ids: ['-1'], sentAtMs: 1 }]),
    JSON.stringify([{ hash: hashOf(1), what: 'claim', ids: ['9'.repeat(99)], sentAtMs: 1 }]),
    JSON.stringify(
      Array.from({ length: MAX_SENT_TRANSACTIONS + 1 }, (_, i) => ({
        ...{ hash: hashOf(i), what: 'claim', ids: [], sentAtMs: 1 },
      })),
    ),
  ])('are none for a text of another form: %.40s', (text) => {
    const log = new SentLog(browserStorage(new Map([[KEY, text]])), KEY);
    expect(log.all()).toEqual([]);
    log.add(hashOf(1), DEPOSIT, 5);
    expect(log.all()).toHaveLength(1);
  });

  it('last as long as the page where the browser keeps nothing', () => {
    const refuse = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    const closed = { getItem: refuse, setItem: refuse, removeItem: refuse };
    for (const storage of [closed, undefined]) {
      const log = new SentLog(storage, KEY);
      log.add(hashOf(1), DEPOSIT, 5);
      expect(log.all()).toHaveLength(1);
    }
  });
});

describe('a step that was sent already', () => {
  const sent = (step: Step, state: SeenSent['state'] = 'waiting'): SeenSent => ({
    ...step,
    ...{ hash: hashOf(1), sentAtMs: 5, knownAtMs: 5, state },
  });
  const isFound = (step: Step, ...seen: SeenSent[]) => waitingFor(step, seen) !== undefined;

  it('is found while it waits for a block, and not after', () => {
    expect(isFound(DEPOSIT, sent(DEPOSIT))).toBe(true);
    for (const state of ['included', 'final', 'reverted', 'replaced', 'dropped'] as const) {
      expect(isFound(DEPOSIT, sent(DEPOSIT, state))).toBe(false);
    }
  });

  it('is another one for another amount, lane or exit', () => {
    const less = { ...DEPOSIT, moved: { ...ETHER, value: 1n } };
    expect(isFound(less, sent(DEPOSIT))).toBe(false);
    expect(isFound({ ...DEPOSIT, lane: 'vault' }, sent(DEPOSIT))).toBe(false);
    expect(isFound({ ...DEPOSIT, what: 'approve' }, sent(DEPOSIT))).toBe(false);
    const walk: Step = { what: 'walk', ids: [1n] };
    expect(isFound(walk, sent(walk))).toBe(true);
    expect(isFound({ ...walk, ids: [2n] }, sent(walk))).toBe(false);
  });

  it('tells of each withdrawal whether its claim waits', () => {
    const claim = (...ids: bigint[]): Step => ({ what: 'claim', ids });
    const seen = [sent(claim(6n, 7n)), sent(claim(8n), 'dropped'), sent(claim(9n))];
    expect([...waitingClaims(seen)]).toEqual([6n, 7n, 9n]);
  });
});
