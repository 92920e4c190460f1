import type { Block } from '../../../lib/chain/block.ts';
import { blockContextOf, type ParentState } from '../../../lib/chain/block-context.ts';
import { aggregateChecksOfBlock } from '../../../lib/chain/block-signatures.ts';
import { buildBlock, sealBlock } from '../../../lib/chain/build-block.ts';
import { type Chain, createChain } from '../../../lib/chain/chain.ts';
import { usableEvidence } from '../../../lib/chain/check-evidence.ts';
import { epochInfoOf } from '../../../lib/chain/epoch.ts';
import { type Header, hashOfHeader } from '../../../lib/chain/header.ts';
import type { StateTree } from '../../../lib/chain/state-tree.ts';
import { randaoMessage } from '../../../lib/chain/statement.ts';
import { decodeTransactionsOf, validateBlock } from '../../../lib/chain/validate-block.ts';
import { assert } from '../../../lib/core/assert.ts';
import type { Hash, Hex } from '../../../lib/core/bytes.ts';
import { WeftError } from '../../../lib/core/errors.ts';
import { modules } from '../../../lib/modules/index.ts';
import { type Configuration, validatorCount } from '../configuration/configuration.ts';
import { hashOnce } from '../hash-once.ts';
import type { BlockRequest, Ledger } from '../ledger.ts';
import type { SimulatedSignatures } from '../signatures.ts';
import { accountOf, type SimulatedChain, type SimulatedEpoch } from '../simulated-chain.ts';
import { stakedGenesis } from './staked-genesis.ts';
import { createStakingWorkload, type StakingWorkload } from './staking-workload.ts';

/** The chain as it ships: its modules elect the committees, jail, slash and pay. */
export interface StakedLedger {
  rules: Chain;
  chain: SimulatedChain;
  ledger: Ledger;
  workload: StakingWorkload;
  /** Everybody that may vote one day. */
  validatorCount: number;
  /** State after a block that was executed. */
  treeAfter(header: Header): StateTree;
}

export function createStakedLedger(
  configuration: Configuration,
  signatures: SimulatedSignatures,
): StakedLedger {
  const rules = createChain(stakedGenesis(configuration, signatures), modules);
  const workload = createStakingWorkload(configuration, rules, signatures);
  const trees = new Map<Hash, StateTree>([[hashOfHeader(rules.root.header), rules.root.tree]]);
  const treeAfter = (header: Header) => {
    assert(trees.has(hashOnce(header)), 'the block was executed');
    return trees.get(hashOnce(header));
  };
  const chain = createStakedChain(rules, configuration, treeAfter);
  const validators = new Map(
    Array.from({ length: validatorCount(configuration) }, (_, validator) => [
      signatures.keyOf(validator),
      validator,
    ]),
  );
  const verify = (keys: readonly Hex[], message: Uint8Array, signature: Hex) => {
    const signers = keys.flatMap((key) => validators.get(key) ?? []);
    return signers.length === keys.length && signatures.verify(signers, message, signature);
  };
  const parentOf = (header: Header): ParentState => ({ header, tree: treeAfter(header) });

  const build = async (_epoch: SimulatedEpoch, validator: number, request: BlockRequest) => {
    const { view, timestampMs, parentCertificate, transactions } = request;
    const { inbox = [], evidence = [] } = request;
    const parent = parentOf(request.parent);
    const { epoch } = epochInfoOf(parent.tree);
    const reveal = signatures.sign(validator, randaoMessage(rules.genesisHash, epoch, view));
    const plan = {
      view,
      timestampMs,
      proposer: accountOf(validator),
      reveal,
      inbox,
      evidence,
      ...(parentCertificate && { parentCertificate }),
    };
    const context = blockContextOf(rules, parent, plan);
    const candidates = transactions.map(workload.recover);
    const parts = await buildBlock(rules, parent.tree, context, candidates);
    const block = sealBlock(rules, parent.header, plan, parts);
    trees.set(hashOnce(block.header), parts.tree);
    return block;
  };

  const validate = async (parent: ParentState, block: Block): Promise<boolean> => {
    try {
      const checks = aggregateChecksOfBlock(rules, parent.tree, block);
      if (!checks.every(({ keys, message, signature }) => verify(keys, message, signature))) {
        return false;
      }
      const transactions = await decodeTransactionsOf(rules, block);
      const recovered = transactions.map(({ bytes }) => workload.recover(bytes));
      const { tree } = await validateBlock(rules, parent, block, recovered);
      trees.set(hashOnce(block.header), tree);
      return true;
    } catch (thrown) {
      if (thrown instanceof WeftError && thrown.code.startsWith('block/')) return false;
      throw thrown;
    }
  };

  const verdicts = new WeakMap<Block, boolean>();
  const ledger: Ledger = {
    build,
    isValid: (_epoch, parent, block) =>
      // All nodes come to the same verdict, so the first to ask does the work.
      verdicts.get(block) ??
      validate(parentOf(parent), block).then((isValid) => {
        verdicts.set(block, isValid);
        return isValid;
      }),
    usableEvidence: (_epoch, parent, candidates) =>
      usableEvidence(rules, treeAfter(parent), candidates),
    bytesOf: workload.bytesOf,
    idsOf: ({ body }) => body.transactions.map(workload.idOf),
  };
  return { rules, chain, ledger, workload, treeAfter, validatorCount: validators.size };
}

function createStakedChain(
  { root, genesisHash }: Chain,
  configuration: Configuration,
  treeAfter: (header: Header) => StateTree,
): SimulatedChain {
  const numbers = new Map(
    Array.from({ length: validatorCount(configuration) }, (_, validator) => [
      accountOf(validator),
      validator,
    ]),
  );
  const epochs = new Map<Hash, SimulatedEpoch>();
  const epochFrom = (header: Header, previous: SimulatedEpoch | undefined): SimulatedEpoch => {
    const info = epochInfoOf(treeAfter(header));
    const validators = info.committee.map(({ account }) => numbers.get(account) as number);
    return { ...info, validators, root: header, previous };
  };
  return {
    genesisHash,
    minBlockMs: configuration.minBlockMs,
    first: epochFrom(root.header, undefined),
    next: (epoch, boundary) => {
      const hash = hashOnce(boundary);
      const known = epochs.get(hash) ?? epochFrom(boundary, epoch);
      epochs.set(hash, known);
      return known;
    },
  };
}
