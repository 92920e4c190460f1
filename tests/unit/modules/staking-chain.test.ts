import { describe, expect, it } from 'vitest';
import { EXECUTION_LIMITS } from '../../../lib/chain/block-execution.ts';
import { epochInfoOf } from '../../../lib/chain/epoch.ts';
import { executeBlock } from '../../../lib/chain/execute-block.ts';
import type { ActionFields, BlockContext } from '../../../lib/chain/module.ts';
import { checkInvariants, readState } from '../../../lib/chain/read-state.ts';
import type { StateTree } from '../../../lib/chain/state-tree.ts';
import { type Hex, uintFromBytes, ZERO_HASH } from '../../../lib/core/bytes.ts';
import { staking } from '../../../lib/modules/staking/index.ts';
import { STAKE_ACCOUNT } from '../../../lib/modules/staking/keys.ts';
import type { StakeTotals } from '../../../lib/modules/staking/totals.ts';
import { createFakeSigner } from '../../../lib/platform/memory/fake-signatures.ts';
import {
  alice,
  bob,
  COIN,
  contextAt,
  filled,
  GENESIS_MS,
  signed,
  testChain,
  testGenesis,
  unsigned,
} from '../chain/fixtures.ts';

const EPOCH_MS = 60_000;
const parameters = { ...testGenesis().parameters, epochMs: EPOCH_MS };
const chain = testChain({ parameters }, [staking]);

describe('staking on a chain', () => {
  it('a signed registration with a proven key is in the next committee', async () => {
    const { receipts, tree, nextCommitteeHash } = await run(chain.root.tree, blockAt(1n), [
      { ...register(), isKeyProven: true },
      delegation(alice.account),
    ]);
    expect(receipts.map(({ failure }) => failure)).toEqual([undefined, undefined]);
    expect(nextCommitteeHash).toBe(ZERO_HASH);
    const stakeKey: Hex = `0x7374616b696e670001${alice.account.slice(2)}`;
    const value = readState(chain, tree).get(stakeKey);
    expect(value?.length).toBe(32);
    expect(uintFromBytes(value ?? new Uint8Array(0))).toBe(5n * COIN);

    const { tree: after, ...end } = await run(tree, blockAt(2n, true), []);
    expect(end.nextCommitteeHash).not.toBe(ZERO_HASH);
    const { epoch, committee } = epochInfoOf(after);
    expect(epoch).toBe(1n);
    expect(committee.find(({ account }) => account === alice.account)?.power).toBe(7n);
    expect(committee).toHaveLength(5);
  });

  it('an unproven key is a named failure that pays its fee', async () => {
    const { receipts, tree } = await run(chain.root.tree, blockAt(1n), [register()]);
    expect(receipts[0]).toMatchObject({ failure: { code: 'staking/key-not-proven' } });
    const totals = readState(chain, tree).query('staking', 'totals', {}) as StakeTotals;
    expect(totals).toMatchObject({ withdrawableWei: 0n, rewardsWei: receipts[0]?.feeWei });
  });

  it('fees of a block wait in the stake account until they are shared out', async () => {
    const { receipts, tree } = await run(chain.root.tree, blockAt(1n), [delegation()]);
    const feeWei = receipts[0]?.feeWei ?? 0n;
    const { proposer } = blockAt(1n);
    expect(feeWei).toBeGreaterThan(0n);
    expect(readState(chain, tree).balanceOf(proposer)).toBe(0n);
    expect(readState(chain, tree).balanceOf(STAKE_ACCOUNT)).toBe(2n * COIN + feeWei);
    const { tree: after } = await run(tree, blockAt(2n, true), []);
    expect(readState(chain, after).balanceOf(proposer)).toBe(feeWei / 10n);
  });

  it('stake can be taken back when the state is full for all else', async () => {
    const { tree } = await run(chain.root.tree, blockAt(1n), [
      { ...register(), isKeyProven: true },
      delegation(alice.account),
    ]);
    const stateKeys = readState(chain, tree).keyCount();
    const act = (who: typeof alice, type: string, nonce: bigint, fields: ActionFields) => ({
      ...signed(chain, who, unsigned(who, type, fields, { nonce })),
      isKeyProven: true,
    });
    const stake = { validator: alice.account, amountWei: COIN };
    const { receipts } = await run(
      tree,
      blockAt(2n),
      [
        act(bob, 'StakingDelegate', 1n, { ...stake, validator: blockAt(1n).proposer }),
        act(bob, 'StakingUndelegate', 2n, stake),
        act(alice, 'StakingReplaceKeys', 1n, keysOf('alice again', 0xcc)),
        act(alice, 'StakingUnregister', 2n, {}),
      ],
      { ...EXECUTION_LIMITS, stateKeys },
    );
    expect(receipts.map(({ failure }) => failure?.code)).toEqual([
      'chain/state-full',
      undefined,
      'chain/state-full',
      undefined,
    ]);
  });

  it('only what gives back uses what a full state reserves', () => {
    const using = staking.actions.filter(({ usesReserve }) => usesReserve);
    expect(using.map(({ primaryType }) => primaryType)).toEqual([
      'StakingUndelegate',
      'StakingUnregister',
      'StakingUnjail',
    ]);
  });
});

/** Runs a block and every invariant after it; the bank holds exactly what is owed. */
async function run(
  parent: StateTree,
  block: BlockContext,
  transactions: Parameters<typeof executeBlock>[3],
  limits = EXECUTION_LIMITS,
) {
  const result = await executeBlock(chain, parent, block, transactions, { limits });
  checkInvariants(chain, result.tree, block.height);
  const state = readState(chain, result.tree);
  const totals = state.query('staking', 'totals', {}) as StakeTotals;
  const owed = totals.withdrawableWei + totals.rewardsWei + totals.poolWei;
  expect(state.balanceOf(STAKE_ACCOUNT)).toBe(owed);
  return result;
}

function blockAt(height: bigint, isBoundary = false): BlockContext {
  const context = contextAt(height, GENESIS_MS + (isBoundary ? EPOCH_MS : 1_000));
  return { ...context, epoch: { ...context.epoch, isBoundary } };
}

function register() {
  const fields = { ...keysOf('alice', 0xaa), feePercent: 5n, amountWei: 5n * COIN };
  return signed(chain, alice, unsigned(alice, 'StakingRegister', fields));
}

function keysOf(name: string, networkByte: number) {
  return {
    blsKey: createFakeSigner(name).publicKey,
    proofOfPossession: filled(96, 1),
    networkKey: filled(32, networkByte),
    networkKeyProof: filled(64, 0xbb),
  };
}

function delegation(validator = blockAt(1n).proposer) {
  const fields = { validator, amountWei: 2n * COIN };
  return signed(chain, bob, unsigned(bob, 'StakingDelegate', fields));
}
