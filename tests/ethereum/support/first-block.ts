import { type BlockPlan, blockContextOf } from '../../../lib/chain/block-context.ts';
import { aggregateChecksOfBlock } from '../../../lib/chain/block-signatures.ts';
import { buildBlock, sealBlock } from '../../../lib/chain/build-block.ts';
import { createChain } from '../../../lib/chain/chain.ts';
import { leaderIndex } from '../../../lib/chain/committee.ts';
import { epochInfoOf } from '../../../lib/chain/epoch.ts';
import type { Genesis } from '../../../lib/chain/genesis.ts';
import { randaoMessage } from '../../../lib/chain/statement.ts';
import { validateBlock } from '../../../lib/chain/validate-block.ts';
import { assert } from '../../../lib/core/assert.ts';
import { modules } from '../../../lib/modules/index.ts';
import { createBlsNative } from '../../../lib/platform/signatures/bls-native.ts';
import type { Validators } from './validators.ts';

/** The first block as the leader of view 1 builds it and every node finds it valid. */
export async function buildFirstBlock(genesis: Genesis, { signers }: Validators) {
  const chain = createChain(genesis, modules);
  const { epoch, committee, seed } = epochInfoOf(chain.root.tree);
  const leader = leaderIndex(committee, seed, 1n);
  const signer = signers[leader];
  assert(signer, 'the leader is one of the validators');
  const plan: BlockPlan = {
    view: 1n,
    timestampMs: genesis.timestampMs + genesis.parameters.minBlockMs,
    proposer: committee[leader]?.account ?? '0x',
    reveal: signer.sign(randaoMessage(chain.genesisHash, epoch, 1n)),
    inbox: [],
    evidence: [],
  };
  const parts = await buildBlock(
    chain,
    chain.root.tree,
    blockContextOf(chain, chain.root, plan),
    [],
  );
  const block = sealBlock(chain, chain.root.header, plan, parts);
  await validateBlock(chain, chain.root, block, []);
  const bls = createBlsNative();
  const checks = aggregateChecksOfBlock(chain, chain.root.tree, block);
  assert(checks.length > 0 && checks.every(bls.verifyAggregate), 'the block is signed');
  return { header: block.header, tree: parts.tree };
}
