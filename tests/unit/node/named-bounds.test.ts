import { describe, expect, it } from 'vitest';
import { NULLIFY } from '../../../lib/chain/statement.ts';
import { bytesFromHex, ZERO_HASH } from '../../../lib/core/bytes.ts';
import { keccakHex } from '../../../lib/core/keccak.ts';
import {
  MAX_ANNOUNCED_BODIES,
  MAX_FORWARDED_REMEMBERED,
  MAX_GOSSIP_INLINE_BYTES,
  MAX_PEERS_COUNTED,
  MAX_VERIFIED_CERTIFICATES,
} from '../../../lib/core/limits.ts';
import { createVerifiedCertificates } from '../../../lib/node/consensus/verified-certificates.ts';
import { createBodies } from '../../../lib/node/gossip/bodies.ts';
import { createForwardAgain } from '../../../lib/node/gossip/forward-again.ts';
import { createPeerBudget } from '../../../lib/node/peers/peer-budget.ts';
import { createFakeSignatures } from '../../../lib/platform/memory/fake-signatures.ts';
import { createVirtualClock } from '../../../lib/platform/memory/virtual-clock.ts';
import { forgeChain } from './support/forge-chain.ts';
import { createTestNetwork } from './support/test-network.ts';

describe('what is remembered of many, up to its bound', () => {
  it('is the budget of each peer: who was silent longest is forgotten', () => {
    const budget = createPeerBudget(1, createVirtualClock());
    const peers = Array.from({ length: MAX_PEERS_COUNTED }, (_, index) => `peer ${index}`);
    for (const peer of peers) expect(budget.spend(peer)).toBe(true);
    expect(peers.some((peer) => budget.spend(peer))).toBe(false);
    expect(budget.spend('one more')).toBe(true);
    expect(budget.spend(peers.at(-1) as string)).toBe(false);
    // Forgotten, it begins anew: at worst it gets what a new neighbour would.
    expect(budget.spend(peers[0] as string)).toBe(true);
  });

  it('are forwarded messages: the oldest may be forwarded again at once', () => {
    const mayForward = createForwardAgain(createVirtualClock());
    const keys = Array.from({ length: MAX_FORWARDED_REMEMBERED }, (_, index) => `vote ${index}`);
    for (const key of keys) mayForward(key);
    expect(keys.some((key) => mayForward(key))).toBe(false);
    expect(mayForward('one more')).toBe(true);
    expect(mayForward(keys.at(-1) as string)).toBe(false);
    expect(mayForward(keys[0] as string)).toBe(true);
  });

  it('are certificates that passed: the oldest is checked again', async () => {
    const { file } = createTestNetwork();
    const forged = forgeChain(file);
    const { genesisHash } = forged.chain;
    const { committee } = file.genesis;
    const certificates = createVerifiedCertificates(
      { genesisHash, epoch: 0n, committee },
      createFakeSignatures(),
    );
    const skipped = (view: number) => forged.certify(NULLIFY, BigInt(view), ZERO_HASH);
    for (let view = 1; view <= MAX_VERIFIED_CERTIFICATES; view++) certificates.add(skipped(view));
    expect(certificates.has(skipped(1))).toBe(true);
    certificates.add(skipped(MAX_VERIFIED_CERTIFICATES + 1));
    expect(certificates.has(skipped(1))).toBe(false);
    expect(certificates.has(skipped(2))).toBe(true);
    expect(await certificates.verify([skipped(1)])).toBe(true);
  });

  it('are announced bodies: the oldest is served no more', () => {
    const network = { peers: () => [], penalise: () => {}, request: () => Promise.reject() };
    const bodies = createBodies({ network, clock: createVirtualClock() });
    const payloads = Array.from({ length: MAX_ANNOUNCED_BODIES + 1 }, (_, index) =>
      new Uint8Array(MAX_GOSSIP_INLINE_BYTES + 1).fill(index),
    );
    const serve = (index: number) =>
      bodies.serve(bytesFromHex(keccakHex(payloads[index] as Uint8Array)));
    for (const payload of payloads.slice(0, -1)) bodies.announce(payload);
    expect(serve(0)).toEqual(payloads[0]);
    bodies.announce(payloads.at(-1) as Uint8Array);
    expect(() => serve(0)).toThrow(expect.objectContaining({ code: 'gossip/unknown-body' }));
    expect(serve(MAX_ANNOUNCED_BODIES)).toEqual(payloads.at(-1));
  });
});
