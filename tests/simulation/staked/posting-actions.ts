import { p256 } from '@noble/curves/nist.js';
import type { SessionKey } from '../../../lib/chain/transaction.ts';
import { type Address, type Hex, hexFromBytes } from '../../../lib/core/bytes.ts';
import { sessionIdOf } from '../../../lib/modules/session/keys.ts';
import type { Random } from '../random.ts';
import { WALL_START_MS } from '../simulated-chain.ts';
import { COIN_WEI } from './staked-genesis.ts';
import type { Action } from './staking-workload.ts';

/** What an account's wallet signs first, so that its session may post. */
export function openSession(sender: number): Action {
  const fields = {
    publicKey: PUBLIC_KEY,
    actions: 'QaAsk QaAnswer QaVote QaFlag QaAccept',
    spendMaxWei: 1_000n * COIN_WEI,
    expiresMs: BigInt(WALL_START_MS + SESSION_MS),
  };
  return { sender, primaryType: 'SessionOpen', fields };
}

/** The session of an account whose wallet opened it with its first transaction. */
export function sessionOf(account: Address): SessionKey {
  return { id: sessionIdOf(account, PUBLIC_KEY, 0n), publicKey: PUBLIC_KEY };
}

/** Some succeed, and some come too early, twice, or to one's own post. */
export function choosePost(random: Random, sender: number): Action {
  const question = BigInt(random.between(1, POSTS));
  const kind = random.between(0, 99);
  if (kind < 30) {
    const fields = { title: 'What is wool?', text: 'So?', tags: 'wool' };
    return { sender, primaryType: 'QaAsk', fields };
  }
  if (kind < 55) return { sender, primaryType: 'QaAnswer', fields: { question, text: 'So.' } };
  if (kind < 60) {
    const fields = { question, answer: BigInt(random.between(1, POSTS)) };
    return { sender, primaryType: 'QaAccept', fields };
  }
  const vote = random.chance(80) ? 'up' : 'none';
  return { sender, primaryType: 'QaVote', fields: { post: question, vote } };
}

export const SESSION_SIGNATURE: Hex = `0x${'11'.repeat(32)}${'22'.repeat(32)}`;

const PUBLIC_KEY = hexFromBytes(p256.getPublicKey(new Uint8Array(32).fill(7), false));
const SESSION_MS = 3_500_000;
const POSTS = 12;
