import { describe, expect, it } from 'vitest';
import { createEngineState } from '../../../lib/consensus/state.ts';
import type { ConsensusEvent } from '../../../lib/consensus/types.ts';
import { ZERO_HASH } from '../../../lib/core/bytes.ts';
import { describeHalt } from '../../../lib/node/consensus/describe-halt.ts';
import { testChain } from '../chain/fixtures.ts';

const problem = { code: 'internal/assertion', message: 'broken', facts: {} };

describe('what a halted node keeps for replay', () => {
  const { genesis, genesisHash, root } = testChain();
  const state = createEngineState({
    genesisHash,
    epoch: 0n,
    seed: genesis.seed,
    committee: genesis.committee,
    minBlockMs: genesis.parameters.minBlockMs,
    root: root.header,
  });

  it('holds the problem, the event and the state', () => {
    const event: ConsensusEvent = { type: 'build-failed', view: 7n, now: 1, wall: 2 };
    const kept = JSON.parse(describeHalt(problem, state, event));
    expect(kept).toMatchObject({ problem, event: { type: 'build-failed', view: '7n' } });
    expect(kept.state).toBeDefined();
  });

  it('is the problem alone when the rest is too large for one string', () => {
    const tooLarge = {
      toJSON: (): string => {
        throw new RangeError('Invalid string length');
      },
    };
    const event = { type: 'block-checked', hash: ZERO_HASH, valid: true, now: 1, wall: 2 };
    const text = describeHalt(problem, state, { ...event, ...tooLarge } as ConsensusEvent);
    expect(JSON.parse(text)).toEqual({ problem });
  });
});
