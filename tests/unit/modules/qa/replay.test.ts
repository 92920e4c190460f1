import { p256 } from '@noble/curves/nist.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildBlock } from '../../../../lib/chain/build-block.ts';
import type { RecoveredTransaction } from '../../../../lib/chain/check-transaction.ts';
import { executeBlock } from '../../../../lib/chain/execute-block.ts';
import type { ActionFields } from '../../../../lib/chain/module.ts';
import { checkInvariants } from '../../../../lib/chain/read-state.ts';
import type { StateTree } from '../../../../lib/chain/state-tree.ts';
import { hexFromBytes } from '../../../../lib/core/bytes.ts';
import { qa } from '../../../../lib/modules/qa/index.ts';
import { session } from '../../../../lib/modules/session/index.ts';
import { sessionIdOf } from '../../../../lib/modules/session/keys.ts';
import { sponsor } from '../../../../lib/modules/sponsor/index.ts';
import { staking } from '../../../../lib/modules/staking/index.ts';
import {
  alice,
  bob,
  COIN,
  carol,
  contextAt,
  filled,
  GENESIS_MS,
  type TestWallet,
  testChain,
  unsigned,
} from '../../chain/fixtures.ts';

const chain = testChain({}, [staking, session, sponsor, qa]);
const KEY = hexFromBytes(p256.getPublicKey(new Uint8Array(32).fill(7), false));
const HOUR_MS = 3_600_000;
const GRANT = {
  ...{ module: 'qa', requires: 'nothing', minimumCoinsWei: 0n, depositWei: COIN },
  ...{ unitsPerAccountPerDay: 20_000n, unitsPerDay: 1_000_000n, priceMaxWei: COIN },
};
const ALL = 'QaAsk QaAnswer QaVote QaFlag QaHide QaAccept QaOfferBounty';

const id = fc.bigInt({ min: 1n, max: 6n });
const action: fc.Arbitrary<[string, ActionFields]> = fc.oneof(
  fc.constant<[string, ActionFields]>([
    'QaAsk',
    { title: 'What is wool?', text: 'So?', tags: 'a1' },
  ]),
  id.map((question): [string, ActionFields] => ['QaAnswer', { question, text: 'So.' }]),
  id.map((post): [string, ActionFields] => ['QaVote', { post, vote: 'up' }]),
  id.map((post): [string, ActionFields] => ['QaFlag', { post, reason: 'Spam.' }]),
  fc
    .record({ question: id, answer: id })
    .map((fields): [string, ActionFields] => ['QaAccept', fields]),
  id.map((question): [string, ActionFields] => [
    'QaOfferBounty',
    { question, amountWei: COIN / 100n, days: 1n },
  ]),
);
const step = fc.record({
  who: fc.constantFrom(alice, bob, carol),
  how: fc.constantFrom('wallet', 'session', 'free session', 'open', 'close'),
  isStale: fc.integer({ min: 0, max: 9 }).map((number) => number === 0),
  action,
});

interface Step {
  who: TestWallet;
  how: string;
  isStale: boolean;
  action: [string, ActionFields];
}

/** Candidates as their senders number them, though some are refused or come too early. */
function createCandidates() {
  const nonces = new Map<string, bigint>();
  const opened = new Map<string, bigint>();
  const count = (lane: string, isStale: boolean) => {
    const nonce = nonces.get(lane) ?? 0n;
    nonces.set(lane, nonce + 1n);
    return isStale ? nonce + 1n : nonce;
  };
  return (
    { who, how, isStale, action: [type, fields] }: Step,
    atMs: number,
  ): RecoveredTransaction => {
    const { account } = who;
    const openedBy = opened.get(account) ?? 0n;
    const bySession = { session: { id: sessionIdOf(account, KEY, openedBy), publicKey: KEY } };
    const isBySession = how.endsWith('session');
    const nonce = count(isBySession ? `${account} ${openedBy}` : account, isStale);
    if (how === 'open') opened.set(account, nonce);
    const expiresMs = BigInt(atMs + HOUR_MS / 2);
    const opening = { publicKey: KEY, actions: ALL, spendMaxWei: COIN / 50n, expiresMs };
    const [primaryType, own] =
      how === 'open'
        ? (['SessionOpen', opening] as const)
        : how === 'close'
          ? (['SessionCloseAll', {}] as const)
          : ([type, fields] as const);
    const feeMax = how === 'wallet' || how === 'session' ? COIN / 100n : 0n;
    const terms = { nonce, feeMax, validUntilMs: atMs + 60_000, ...(isBySession && bySession) };
    const transaction = { ...unsigned(who, primaryType, own, terms), signature: '0x' as const };
    const known = { hash: filled(32, 1), bytes: new Uint8Array(300), sender: account };
    return { transaction, ...known };
  };
}

describe('blocks with sessions, sponsors and posts', () => {
  it('come out the same for who builds them, leaving some out, and for who repeats them', async () => {
    const codes = new Set<string>();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(step, { minLength: 6, maxLength: 12 }), { minLength: 3, maxLength: 5 }),
        async (blocks) => {
          const candidateOf = createCandidates();
          let tree: StateTree = chain.root.tree;
          const first = { nonce: 0n, feeMax: COIN, validUntilMs: GENESIS_MS + HOUR_MS };
          const opening = unsigned(bob, 'SponsorOpenGrant', GRANT, first);
          const known = { hash: filled(32, 1), bytes: new Uint8Array(300), sender: bob.account };
          const grant = { transaction: { ...opening, signature: '0x' as const }, ...known };
          tree = (await executeBlock(chain, tree, contextAt(1n), [grant])).tree;
          candidateOf({ who: bob, how: 'wallet', isStale: false, action: ['QaAsk', {}] }, 0);
          for (const [index, steps] of blocks.entries()) {
            const atMs = GENESIS_MS + (index + 1) * 1_300_000;
            const context = contextAt(BigInt(index + 2), atMs);
            const candidates = steps.map((each) => candidateOf(each, atMs));
            const built = await buildBlock(chain, tree, context, candidates);
            const again = await executeBlock(chain, tree, context, built.transactions);
            expect(again.stateRoot).toBe(built.stateRoot);
            expect(again.receiptsRoot).toBe(built.receiptsRoot);
            checkInvariants(chain, again.tree, BigInt(index + 2));
            for (const { status, failure } of built.receipts) codes.add(failure?.code ?? status);
            for (const { error } of built.skipped) codes.add(error.code);
            tree = again.tree;
          }
        },
      ),
      { numRuns: 40 },
    );
    // It means something only if transactions succeed, fail and are refused.
    expect(codes.size).toBeGreaterThan(4);
    expect(codes).toContain('success');
    expect(codes).toContain('transaction/nonce-gap');
  });
});
