import { describe, expect, it } from 'vitest';
import { type Address, ZERO_ADDRESS } from '../../../lib/core/bytes.ts';
import { WeftError } from '../../../lib/core/errors.ts';
import type { CoinHistory } from '../../../lib/node/coins/coin-history.ts';
import { exitIdOf, type VaultReader } from '../../../lib/node/ethereum-contracts/vault-contract.ts';
import type { ExitView } from '../../../lib/node/watchtower/exit-situation.ts';
import {
  type ExitWatch,
  findDuties,
  MAX_WATCHED_EXITS,
} from '../../../lib/node/watchtower/watch-exits.ts';

// What one endpoint says of the Vault, true or not, and what a tower makes of it.

const OWNER: Address = `0x${'01'.repeat(20)}`;
const EXITOR: Address = `0x${'02'.repeat(20)}`;
const PARENT = 10n;

const view: ExitView = {
  ...{ exitor: EXITOR, startedAtMs: 0, state: 'open', openChallenges: 0, signer: OWNER },
  ...{ coinBlock: 12n, parent: PARENT, lastCoinBlock: 20n, headSigner: OWNER, headParent: 9n },
};

function watchOf(said: Partial<VaultReader> & { exitCount?: number }, transfers = 0): ExitWatch {
  const { exitCount = 1, ...others } = said;
  const rules = { windowMs: 8_000, exitBondWei: 1n, challengeBondWei: 1n, slotCount: 2n };
  const reader: VaultReader = {
    rules: async () => rules,
    coins: async (slots) =>
      slots.map((slot) => ({ slot, owner: OWNER, birth: 0n, isExited: false, exitCount })),
    exits: async (ids) => ids.map(() => view),
    points: async () => [],
    ...others,
  };
  const all = Array.from({ length: transfers }, (_, i) => ({
    coinBlock: BigInt(i + 1),
    transfer: { parent: BigInt(i), from: OWNER, to: OWNER, lastCoinBlock: 99n },
  }));
  const history = {
    transfersOf: async () => all,
    transferAt: async () => undefined,
    spendAt: async (): Promise<object> => ({}),
  } as unknown as Pick<CoinHistory, 'transfersOf' | 'spendAt' | 'transferAt'>;
  return {
    ...{ vault: ZERO_ADDRESS, reader, rules, history, isOurs: () => false },
    ...{ nowMs: 1_000, patienceMs: 2_000, knownCoinBlocks: 100n },
  };
}

describe('a look at exits', () => {
  it('goes on after a coin that cannot be looked at, and says why it could not', async () => {
    const exits: VaultReader['exits'] = async ([id]) => {
      if (id === exitIdOf(1n, 0)) throw new WeftError('ethereum/refused', 'out of gas');
      return [view];
    };
    const { duties, problem } = await findDuties(watchOf({ exits }), [1n, 2n]);
    expect(duties).toMatchObject([{ slot: 2n, reason: 'challengeBirth' }]);
    expect(problem).toMatchObject({ code: 'ethereum/refused', message: 'out of gas' });
  });

  it('asks for challenges only where they can be: before the parent of what is shown', async () => {
    let asked: readonly bigint[] = [];
    const points: VaultReader['points'] = async (_, coinBlocks) => {
      asked = coinBlocks;
      return [];
    };
    await findDuties(watchOf({ points }, 30), [1n]);
    expect(asked).toEqual(Array.from({ length: Number(PARENT) }, (_, i) => BigInt(i)));
  });

  it('reads of more exits than anybody starts the newest', async () => {
    let asked: readonly bigint[] = [];
    const exits: VaultReader['exits'] = async (ids) => {
      asked = ids;
      return [];
    };
    const exitCount = 2 ** 32 - 1;
    await findDuties(watchOf({ exits, exitCount }), [1n]);
    expect(asked).toHaveLength(MAX_WATCHED_EXITS);
    expect(asked.at(-1)).toBe(exitIdOf(1n, exitCount - 1));
  });

  it('reads no history of a coin whose exits are over', async () => {
    const exits: VaultReader['exits'] = async () => [{ ...view, state: 'settled' }];
    const watch = watchOf({ exits });
    let asked = 0;
    const transfersOf = async () => {
      asked++;
      return [];
    };
    await findDuties({ ...watch, history: { ...watch.history, transfersOf } }, [1n]);
    expect(asked).toBe(0);
  });
});
