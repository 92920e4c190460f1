import { describe, expect, it } from 'vitest';
import { CLAIMS_PER_TRANSACTION } from '../../../lib/client/bridge/limits.ts';
import { ZERO_ADDRESS, ZERO_HASH } from '../../../lib/core/bytes.ts';
import {
  CLAIM_CALL_BYTES,
  CLAIM_CALL_GAS,
  CLAIM_GAS,
  CLAIM_RESERVE_GAS,
  MAX_CALL_BYTES,
  MAX_PROVEN_CLAIMS,
  SUBMIT_GAS,
} from '../../../lib/core/limits.ts';
import { createClaimGroups } from '../../../lib/node/checkpoints/claim-groups.ts';
import { claimData } from '../../../lib/node/ethereum-contracts/gateway-contract.ts';

function claims(count: number, siblings: number) {
  return Array.from({ length: count }, (_, i) => ({
    withdrawal: { index: BigInt(i), kind: 0, token: ZERO_ADDRESS, to: ZERO_ADDRESS, value: 1n },
    proof: { bitmap: 0n, siblings: Array<typeof ZERO_HASH>(siblings).fill(ZERO_HASH) },
  })) as Parameters<typeof createClaimGroups>[0];
}

const HEADER = `0x${'00'.repeat(358)}` as const;
const POST = `0x${'00'.repeat(11_500)}` as const;

describe('groups of claims', () => {
  it('lose none and keep their order', () => {
    const all = claims(1_024, 14);
    expect(createClaimGroups(all, []).flat()).toEqual(all);
    expect(createClaimGroups([], [])).toEqual([]);
  });

  it('reach the bound of gas with small proofs', () => {
    const [first] = createClaimGroups(claims(1_024, 1), []);
    const gas = BigInt(first?.length ?? 0) * CLAIM_GAS + CLAIM_RESERVE_GAS;
    expect(gas).toBeLessThanOrEqual(CLAIM_CALL_GAS);
    expect(gas + CLAIM_GAS).toBeGreaterThan(CLAIM_CALL_GAS);
    expect(first?.length).toBe(301);
  });

  it('reach the bound of bytes with large proofs', () => {
    const [first] = createClaimGroups(claims(1_024, 20), []);
    const bytes = claimData(first ?? [], HEADER, 1n).length / 2;
    expect(bytes).toBeLessThanOrEqual(MAX_CALL_BYTES);
    expect(bytes).toBeGreaterThan(CLAIM_CALL_BYTES - 1_000);
  });

  it('hold what a page asks for at once, of an outbox of up to 2 ** 15 leaves', () => {
    expect(createClaimGroups(claims(CLAIMS_PER_TRANSACTION, 15), [])).toHaveLength(1);
    expect(createClaimGroups(claims(CLAIMS_PER_TRANSACTION, 16), [])).toHaveLength(2);
    expect(CLAIMS_PER_TRANSACTION).toBeLessThanOrEqual(MAX_PROVEN_CLAIMS);
  });

  it('leave room for checkpoints before the first', () => {
    const posts = Array<typeof POST>(8).fill(POST);
    const [first, second] = createClaimGroups(claims(1_024, 14), posts);
    const [alone] = createClaimGroups(claims(1_024, 14), []);
    expect(first?.length).toBeLessThan(second?.length ?? 0);
    expect(second?.length).toBe(alone?.length);
    expect(createClaimGroups([], posts)).toEqual([[]]);
    expect(8n * SUBMIT_GAS + CLAIM_RESERVE_GAS).toBeLessThan(CLAIM_CALL_GAS);
  });
});
