import { describe, expect, it } from 'vitest';
import { depositSteps, isApproved } from '../../../../lib/client/bridge/deposit-steps.ts';
import type { DepositTransfer } from '../../../../lib/client/bridge/transfer.ts';

const ETHER = { kind: 0, amount: 5n, ids: [] } as const;
const TOKEN = { kind: 1, amount: 5n, ids: [] } as const;
const PIECES = { kind: 2, amount: 0n, ids: [7n, 8n] } as const;
const NOTHING = { allowance: 0n, approvedIds: new Set<bigint>() };

function now(...parameters: Parameters<typeof depositSteps>): string | undefined {
  return depositSteps(...parameters).find(({ state }) => state === 'now')?.name;
}

describe('the steps of a deposit', () => {
  it('of ether need no leave', () => {
    expect(depositSteps(ETHER, undefined, undefined).map(({ name }) => name)).toEqual([
      ...['deposit', 'final', 'credited'],
    ]);
    expect(now(ETHER, undefined, undefined)).toBe('deposit');
  });

  it('of a token begin with leave for exactly what is deposited', () => {
    expect(now(TOKEN, undefined, undefined)).toBe('approve');
    expect(now(TOKEN, { ...NOTHING, allowance: 4n }, undefined)).toBe('approve');
    expect(now(TOKEN, { ...NOTHING, allowance: 5n }, undefined)).toBe('deposit');
  });

  it('of tokens of a collection need leave for each', () => {
    expect(isApproved(PIECES, { ...NOTHING, approvedIds: new Set([7n]) })).toBe(false);
    expect(isApproved(PIECES, { ...NOTHING, approvedIds: new Set([7n, 8n]) })).toBe(true);
  });

  it('go on by what the chains show, whatever leave is left', () => {
    const once = (state: DepositTransfer['state']) => now(TOKEN, NOTHING, { state });
    expect(once('finalizing')).toBe('final');
    expect(once('reading')).toBe('credited');
    expect(once('credited')).toBeUndefined();
    expect(
      depositSteps(TOKEN, NOTHING, { state: 'credited' }).every((s) => s.state === 'done'),
    ).toBe(true);
  });
});
