import { beforeAll, describe, expect, it } from 'vitest';
import { NOTARIZE, NULLIFY } from '../../lib/chain/statement.ts';
import type { EngineState } from '../../lib/consensus/state.ts';
import { WeftError } from '../../lib/core/errors.ts';
import { configurationFromSeed } from './configuration/configuration-from-seed.ts';
import { installFastKeccak } from './install-fast-keccak.ts';
import type { Mutation } from './processes.ts';
import { simulate } from './simulation.ts';

// A simulation that cannot fail proves nothing: each weakened node must be caught within few seeds.

beforeAll(installFastKeccak);

describe('the oracle catches', () => {
  it('a node that finalizes what it nullified', () => {
    expect(isCaught({ alter: forgetNullifications }, 'oracle/slashable-pair')).toBe(true);
  });

  it('a node that counts less than a quorum', () => {
    const alter = (state: EngineState) => ({ ...state, quorum: state.witness });
    expect(isCaught({ alter }, 'oracle/weak-certificate')).toBe(true);
  });

  it('a node that sends before it has written', () => {
    expect(isCaught({ hasBarrier: false }, 'oracle/vote-before-durable')).toBe(true);
  });

  it('a node whose disk forgets', () => {
    expect(isCaught({ hasAmnesia: true }, 'oracle/halted')).toBe(true);
    expect(isCaught({ hasAmnesia: true }, 'oracle/slashable-pair')).toBe(true);
  });

  it('a node that never retries after a loss', () => {
    const alter = (state: EngineState) => ({
      ...state,
      retriedAt: Number.MAX_SAFE_INTEGER,
      finalizeRetry: undefined,
    });
    expect(isCaught({ alter }, 'oracle/not-live')).toBe(true);
  });
});

/** Whether some seed fails with this error. Nodes may notice each other first and halt. */
function isCaught(mutation: Mutation, code: string): boolean {
  return Array.from({ length: 64 }, (_, seed) => seed).some((seed) => {
    try {
      simulate(configurationFromSeed(seed, { safetyMs: 30_000 }), { mutation });
      return false;
    } catch (thrown) {
      return thrown instanceof WeftError && thrown.code === code;
    }
  });
}

/** Removes the reason not to finalize: the own nullify vote of a view that was notarized. */
function forgetNullifications(state: EngineState): EngineState {
  const views = new Map(state.views);
  for (const [view, record] of views) {
    if (!record.certificates[NOTARIZE]) continue;
    views.set(view, { ...record, mine: { ...record.mine, [NULLIFY]: undefined } });
  }
  return { ...state, views };
}
