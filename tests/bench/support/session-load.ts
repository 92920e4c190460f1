import { createECDH } from 'node:crypto';
import type { SessionKey } from '../../../lib/chain/transaction.ts';
import { type Address, hexFromBytes } from '../../../lib/core/bytes.ts';
import {
  MAX_GRANTS,
  MAX_POST_TEXT_BYTES,
  MAX_SESSION_ACTIONS,
  MAX_SESSION_ACTIONS_LENGTH,
  MAX_SESSIONS_PER_ACCOUNT,
  MIN_GRANT_UNITS_PER_DAY,
} from '../../../lib/core/module-limits.ts';
import { sessionIdOf } from '../../../lib/modules/session/keys.ts';
import { grantIdOf } from '../../../lib/modules/sponsor/keys.ts';
import { createBenchNetworkFile } from './bench-network-file.ts';
import { COIN, createGrowth, type Load, type Manner, SAMPLES } from './load.ts';
import { addressAt } from './transfers.ts';

/**
 * People whose sessions are as many and as wordy as they may be, on a chain with as many grants, of
 * which the one looked at last pays for everybody.
 */
export async function createSessionLoad(): Promise<Load> {
  const people = accounts(0, SAMPLES);
  const readers = accounts(SAMPLES, SAMPLES);
  const openers = accounts(2 * SAMPLES, MAX_GRANTS - 1);
  const late = addressAt(2 * SAMPLES + MAX_GRANTS);
  const { file } = createBenchNetworkFile([...people, ...readers, ...openers, late]);
  const { grow, loadOf, chain } = createGrowth(file);
  const expiresMs = BigInt(chain.genesis.timestampMs + 86_400_000);
  const open = { publicKey: PUBLIC_KEY, actions: ACTIONS, spendMaxWei: 100n * COIN, expiresMs };
  await grow([readers, 'QaAsk', (i) => ask(i)]);
  for (let i = 0; i < MAX_SESSIONS_PER_ACCOUNT - 1; i++) {
    await grow([people, 'SessionOpen', () => open]);
  }
  await grow([openers, 'SponsorOpenGrant', () => ({ ...GRANT, ...RICH_ONLY })]);
  await grow([[late], 'SponsorOpenGrant', () => ({ ...GRANT, ...ANYBODY })]);
  const sessionOf = (i: number, nonce: number): SessionKey => ({
    id: sessionIdOf(people[i] as Address, PUBLIC_KEY, BigInt(nonce)),
    publicKey: PUBLIC_KEY,
  });
  const session = (i: number) => sessionOf(i, MAX_SESSIONS_PER_ACCOUNT - 2);
  const bySession: Manner = { words: 'by a session', session };
  const free: Manner = { words: 'by a session, for the last grant', session, isFree: true };
  const vote = (i: number) => ({ post: BigInt(i + 1), vote: 'up' });
  const long = (i: number) => `${i} `.padEnd(MAX_POST_TEXT_BYTES, 'x');
  const grant = (i: number) => grantIdOf(openers[i] as Address, 0n);
  const some = openers.slice(0, SAMPLES);
  return loadOf([
    [people, 'QaVote', vote, bySession],
    [people, 'QaVote', vote, free],
    [people, 'QaAnswer', (i) => ({ question: BigInt(i + 1), text: long(i) }), bySession],
    [people, 'SessionOpen', () => open],
    [people, 'SessionClose', (i) => ({ session: session(i).id })],
    [people, 'SessionCloseAll', () => ({})],
    [some, 'SponsorFill', (i) => ({ grant: grant(i), amountWei: 1n })],
    [some, 'SponsorEmpty', (i) => ({ grant: grant(i), amountWei: 1n })],
    [some, 'SponsorChange', (i) => ({ grant: grant(i), ...BUDGET })],
    [some, 'SponsorEndInvitations', (i) => ({ grant: grant(i) })],
    [some, 'SponsorClose', (i) => ({ grant: grant(i) })],
  ]);
}

function accounts(from: number, count: number): Address[] {
  return Array.from({ length: count }, (_, i) => addressAt(from + i));
}

function ask(i: number) {
  return { title: `Question ${i}?`, text: `Is ${i} so?`, tags: 'wool silk linen' };
}

const key = createECDH('prime256v1');
key.setPrivateKey(Buffer.alloc(32, 1));
const PUBLIC_KEY = hexFromBytes(key.getPublicKey());
const NAMED = ['QaVote', 'QaAnswer'];
const OTHERS = Array.from(
  { length: MAX_SESSION_ACTIONS - NAMED.length },
  (_, i) => `Other${i + 10}`,
);
const ACTIONS = [...NAMED, ...OTHERS].join(' ').slice(0, MAX_SESSION_ACTIONS_LENGTH);
const BUDGET = {
  unitsPerAccountPerDay: MIN_GRANT_UNITS_PER_DAY * 1_000n,
  unitsPerDay: MIN_GRANT_UNITS_PER_DAY * 100_000n,
  priceMaxWei: 10n ** 12n,
};
const GRANT = { module: 'qa', depositWei: 10n * COIN, ...BUDGET };
const RICH_ONLY = { requires: 'coins', minimumCoinsWei: 10n ** 30n };
const ANYBODY = { requires: 'nothing', minimumCoinsWei: 0n };
