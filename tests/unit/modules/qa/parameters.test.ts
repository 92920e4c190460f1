import { describe, expect, it } from 'vitest';
import type { ModuleSettings } from '../../../../lib/chain/genesis.ts';
import { ZERO_ADDRESS } from '../../../../lib/core/bytes.ts';
import {
  getParameters,
  limitOf,
  parametersFromGenesis,
} from '../../../../lib/modules/qa/parameters.ts';
import { GENESIS_MS, testGenesis } from '../../chain/fixtures.ts';
import { createQaWorld, FREE, KARMA, TOKEN } from './qa-world.ts';

const found = (values: ModuleSettings) =>
  parametersFromGenesis(testGenesis({ settings: [{ module: 'qa', values }] }));

describe('parameters', () => {
  it('are usual ones unless genesis says otherwise, and kept in the state', () => {
    expect(found({})).toMatchObject({
      ...{ questionUp: 10n, answerUp: 10n, down: 2n, downVoter: 1n, accepted: 15n, accepts: 2n },
      ...{ voteUpFrom: 1n, commentFrom: 1n, flagFrom: 15n, voteDownFrom: 50n },
      ...{ editOthersFrom: 500n, hideFrom: 1_000n, redeemMinPoints: 25n },
      ...{ karmaToken: ZERO_ADDRESS, startMs: GENESIS_MS },
    });
    const values = { ...FREE, ...KARMA };
    expect(getParameters(createQaWorld(values).store())).toEqual(found(values));
    expect(found(values)).toMatchObject({ ...FREE, ...KARMA });
  });

  it('have bounds', () => {
    const wrong: ModuleSettings[] = [
      { questionUp: 1_000_001n },
      { voteUpFrom: 0n },
      { flagsToHide: 0n },
      { flagsToHide: 7n },
      { favoursPerDay: 256n },
      { questionsPerDay: 1_000_001n },
      { pointsForMore: 0n },
      { minBountyWei: 0n },
      { redeemMinPoints: 0n },
      { karmaPointsPerYear: (1n << 40n) + 1n },
      { questionUp: '0x01' },
      { karmaToken: '0x01' },
      { karmaToken: 5n },
      { karmaToken: TOKEN },
      { votesPerHour: 1n },
      { toString: 1n },
    ];
    for (const values of wrong) {
      const code = expect.objectContaining({ code: 'genesis/invalid' });
      expect(() => found(values)).toThrow(code);
    }
  });

  it('let people with points do more in a day, up to ten times', () => {
    const parameters = found({ votesPerDay: 40n, pointsForMore: 100n });
    const limits = [1n, 99n, 100n, 899n, 900n, 1_000_000n].map((points) =>
      limitOf(parameters, 'votes', points),
    );
    expect(limits).toEqual([40, 40, 80, 360, 400, 400]);
  });
});
