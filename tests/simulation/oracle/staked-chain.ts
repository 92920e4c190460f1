import type { Block } from '../../../lib/chain/block.ts';
import { blockContextOf } from '../../../lib/chain/block-context.ts';
import { epochInfoOf } from '../../../lib/chain/epoch.ts';
import { executeBlock } from '../../../lib/chain/execute-block.ts';
import type { Header } from '../../../lib/chain/header.ts';
import { checkInvariants, readState } from '../../../lib/chain/read-state.ts';
import { rootOfTree, type StateTree } from '../../../lib/chain/state-tree.ts';
import { decodeTransactionsOf } from '../../../lib/chain/validate-block.ts';
import { uncompressedKey } from '../../../lib/core/bls-point.ts';
import { keccak256 } from '../../../lib/core/keccak.ts';
import { STAKE_ACCOUNT } from '../../../lib/modules/staking/keys.ts';
import type { StakeTotals } from '../../../lib/modules/staking/totals.ts';
import type { Counters } from '../counters.ts';
import { accountOf } from '../simulated-chain.ts';
import type { StakedLedger } from '../staked/staked-ledger.ts';
import { type ChainFacts, epochEndsAt, type Power } from './chain-facts.ts';
import { createOwnAttendance } from './own-attendance.ts';
import { coinsIn, electedFrom, jailedIn, validatorIn } from './staked-state.ts';
import { fail, type Invariant } from './watcher.ts';

/**
 * The promises of the chain with stake, on final blocks that are executed once more, apart from
 * the nodes: I7, one state root; I12, the committee that the stake says, without anybody convicted,
 * and less than a third of it jailed, each for a cause; slashing takes its part; no coin appears or
 * vanishes.
 */
export function createStakedChain(
  staked: StakedLedger,
  facts: ChainFacts,
  counters: Counters,
  wait: (promise: Promise<unknown>) => void,
): Invariant {
  const { rules, workload } = staked;
  const attendance = createOwnAttendance(facts);
  const supplyWei = coinsIn(rules.root.tree);
  let parent: { header: Header; tree: StateTree } = rules.root;
  let known = 0n;
  let tail: Promise<void> = Promise.resolve();

  const take = async (block: Block) => {
    const { header, body } = block;
    const before = parent.tree;
    const context = blockContextOf(rules, parent, { ...header, ...body });
    const decoded = await decodeTransactionsOf(rules, block);
    const transactions = decoded.map(({ bytes }) => workload.recover(bytes));
    const { tree, receipts } = await executeBlock(rules, before, context, transactions);
    if (rootOfTree(tree) !== header.stateRoot) fail('I7', 'wrong-state-root', `${header.height}`);
    attendance.count(parent.header, block);
    parent = { header, tree };
    for (const validator of facts.guiltyAt(header.height)) assertSlashed(before, tree, validator);
    countChanges(before, tree);
    for (const [index, { status }] of receipts.entries()) {
      const isBySession = transactions[index]?.transaction.session !== undefined;
      if (isBySession && status === 'success') counters.add('session/posted');
    }
    if (epochEndsAt(header)) assertEpoch(header, tree);
  };

  /** Five percent of the founding stake, which nobody delegates to liars, and out for good. */
  const assertSlashed = (before: StateTree, after: StateTree, validator: number) => {
    const was = validatorIn(staked, before, validator);
    const is = validatorIn(staked, after, validator);
    if (!was || is?.status !== 'removed') fail('I12', 'convict-stays', `${validator}`);
    const expectedWei = was.foundingWei - (was.foundingWei * 5n) / 100n;
    if (is.foundingWei !== expectedWei) fail('I12', 'not-slashed', `${validator}`);
    counters.add('staking/slashed');
  };

  const countChanges = (before: StateTree, after: StateTree) => {
    for (let validator = 0; validator < staked.validatorCount; validator++) {
      const was = validatorIn(staked, before, validator);
      const is = validatorIn(staked, after, validator);
      if (was?.jailedIn !== undefined && is?.jailedIn === undefined) counters.add('staking/freed');
      if (is?.status === 'candidate' && was?.status !== 'candidate') counters.add('staking/joined');
      if (is?.status === 'left' && was?.status !== 'left') counters.add('staking/left');
    }
  };

  const assertEpoch = (boundary: Header, tree: StateTree) => {
    const { epoch, height } = boundary;
    const term = facts.termOf(epoch) ?? fail('I12', 'unknown-epoch', `${epoch}`);
    const jailed = jailedIn(staked, tree, epoch);
    for (const validator of jailed) {
      counters.add('staking/jailed');
      const isCaused = attendance.wasAway(validator);
      if (!isCaused) fail('I12', 'jailed-without-cause', `${validator} in epoch ${epoch}`);
    }
    const jailedPower = term.members
      .filter(({ validator }) => jailed.includes(validator))
      .reduce((sum, { power }) => sum + power, 0);
    if (jailedPower * 3 >= term.total) fail('I12', 'too-much-jailed', `${jailed} in ${epoch}`);
    const elected = electedFrom(staked, tree);
    const next = facts.termOf(epoch + 1n)?.members ?? [];
    const text = (members: typeof next) =>
      members.map(({ validator, power }) => `${validator}:${power}`).join();
    const expected = elected.length > 0 ? elected : term.members;
    if (text(expected) !== text(next)) {
      fail('I12', 'wrong-election', `${text(next)}, not ${text(expected)}, after ${epoch}`);
    }
    if (text(next) !== text(term.members)) counters.add('staking/committee-changed');
    checkInvariants(rules, tree, height);
    if (coinsIn(tree) !== supplyWei) fail('I12', 'coins-changed', `height ${height}`);
    const reader = readState(rules, tree, height);
    const totals = reader.query('staking', 'totals', {}) as StakeTotals;
    const heldWei = totals.withdrawableWei + totals.rewardsWei + totals.poolWei;
    if (reader.balanceOf(STAKE_ACCOUNT) !== heldWei) fail('I12', 'stake-not-held', `${height}`);
    attendance.restart();
  };

  return {
    finalized: (_process, blocks) => {
      for (const block of blocks) {
        if (block.header.height !== known + 1n) continue;
        known++;
        tail = tail.then(() => take(block));
        wait(tail);
      }
    },
    epochStarted: (_process, { committee, validators }) => {
      const isNamed = committee.every(
        ({ account }, index) => account === accountOf(validators[index] as number),
      );
      if (!isNamed) fail('I12', 'wrong-committee', 'accounts and validators differ');
    },
  };
}

/** The committee that a boundary's header commits to, as the state after it has it. */
export function committeeAfter(staked: StakedLedger, boundary: Header): Power[] {
  const { committee } = epochInfoOf(staked.treeAfter(boundary));
  const keys = committee.map(({ blsKey, power }) => {
    const word = Buffer.alloc(8);
    word.writeBigUInt64BE(power);
    return Buffer.concat([Buffer.from(uncompressedKey(blsKey).slice(2), 'hex'), word]);
  });
  const identities = committee.map(({ account, networkKey }) =>
    Buffer.from(account.slice(2) + networkKey.slice(2), 'hex'),
  );
  const hashes = [keys, identities].map((parts) => keccak256(Buffer.concat(parts)));
  const hash = Buffer.from(keccak256(Buffer.concat(hashes))).toString('hex');
  if (`0x${hash}` !== boundary.nextCommitteeHash) fail('I12', 'wrong-committee-hash', hash);
  return committee.map(({ account, power }) => ({
    validator: Number.parseInt(account.slice(4), 16),
    power: Number(power),
  }));
}
