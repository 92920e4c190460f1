import type { Block } from '../../../lib/chain/block.ts';
import {
  type BlockPlan,
  blockContextOf,
  type ParentState,
  parentView,
} from '../../../lib/chain/block-context.ts';
import { aggregateChecksOfBlock } from '../../../lib/chain/block-signatures.ts';
import { buildBlock, sealBlock } from '../../../lib/chain/build-block.ts';
import { bitmapFromIndexes, type Certificate } from '../../../lib/chain/certificate.ts';
import type { Chain } from '../../../lib/chain/chain.ts';
import type { RecoveredTransaction } from '../../../lib/chain/check-transaction.ts';
import { type Committee, leaderIndex, type Member } from '../../../lib/chain/committee.ts';
import { committeeOf, epochInfoOf, isBoundary } from '../../../lib/chain/epoch.ts';
import { hashOfHeader } from '../../../lib/chain/header.ts';
import {
  attestMessage,
  FINALIZE,
  NOTARIZE,
  randaoMessage,
  type Statement,
} from '../../../lib/chain/statement.ts';
import { validateBlock } from '../../../lib/chain/validate-block.ts';
import type { Hex } from '../../../lib/core/bytes.ts';
import {
  aggregateFakeSignatures,
  createFakeSigner,
  verifyFakeAggregate,
} from '../../../lib/platform/memory/fake-signatures.ts';
import { recovered } from './fixtures.ts';

export type Change = Partial<BlockPlan> & { transactions?: readonly RecoveredTransaction[] };

/** Makes the next valid block on a parent, but for what a test changes about its plan. */
export async function forge(chain: Chain, parent: ParentState, change: Change = {}) {
  const { transactions = [], ...changes } = change;
  const { epoch, committee, seed } = epochInfoOf(parent.tree);
  const view = change.view ?? parentView(parent.header) + 1n;
  const leader = committee[leaderIndex(committee, seed, view)] as Member;
  const isRoot = parent.header.height === 0n;
  const plan: BlockPlan = {
    view,
    timestampMs: parent.header.timestampMs + chain.genesis.parameters.minBlockMs,
    proposer: leader.account,
    reveal: signByKey(leader, randaoMessage(chain.genesisHash, epoch, view)),
    inbox: [],
    evidence: [],
    ...(!isRoot && { parentCertificate: certificateOfParent(chain, parent) }),
    ...changes,
  };
  const context = blockContextOf(chain, parent, plan);
  const parts = await buildBlock(chain, parent.tree, context, transactions);
  const block = sealBlock(chain, parent.header, plan, parts);
  return { block, header: block.header, tree: parts.tree, context, receipts: parts.receipts };
}

/** All of a block's validity: its form, its effects and its signatures. */
export async function validate(chain: Chain, parent: ParentState, block: Block) {
  const transactions = block.body.transactions.map((bytes) => recovered(chain, bytes));
  const result = await validateBlock(chain, parent, block, transactions);
  const checks = aggregateChecksOfBlock(chain, parent.tree, block);
  return { ...result, isSigned: checks.every(verifyFakeAggregate) };
}

/** A finalization of a boundary, a notarization of any other block, by everybody unless told. */
export function certificateOfParent(
  chain: Chain,
  { header, tree }: ParentState,
  change: Partial<Statement> = {},
  indexes?: readonly number[],
): Certificate {
  const statement: Statement = {
    kind: isBoundary(header) ? FINALIZE : NOTARIZE,
    epoch: header.epoch,
    view: header.view,
    digest: hashOfHeader(header),
    ...change,
  };
  const committee = committeeOf(tree, header.epoch) ?? [];
  return certify(chain, committee, statement, indexes ?? [...committee.keys()]);
}

/** A certificate, or with one index a vote, signed by these members. */
export function certify(
  chain: Pick<Chain, 'genesisHash'>,
  committee: Committee,
  statement: Statement,
  indexes: readonly number[],
): Certificate {
  const message = attestMessage(chain.genesisHash, statement);
  const shares = indexes.map((index) => signByKey(committee[index] as Member, message));
  return {
    statement,
    signers: bitmapFromIndexes(indexes, committee.length),
    signature: aggregateFakeSignatures(shares),
  };
}

/** The names behind the keys of `testCommittee`. */
function signByKey({ blsKey }: Member, message: Uint8Array): Hex {
  for (let at = signers.length; !signers.some(({ publicKey }) => publicKey === blsKey); at++) {
    signers.push(createFakeSigner(`validator ${at}`));
  }
  return signers.find(({ publicKey }) => publicKey === blsKey)?.sign(message) ?? '0x';
}

const signers: ReturnType<typeof createFakeSigner>[] = [];
