import { WeftError } from '../core/errors.ts';
import {
  EXECUTION_SLICE_TRANSACTIONS,
  MAX_BLOCK_BYTES,
  MAX_INBOX_BYTES_PER_BLOCK,
  MAX_TRANSACTIONS_PER_BLOCK,
} from '../core/limits.ts';
import { type Block, bodyRootOf, bytesFromBlock } from './block.ts';
import { blockContextOf, mayFollowInbox, type ParentState, parentView } from './block-context.ts';
import type { ExecutionResult } from './block-execution.ts';
import { hasQuorum } from './certificate.ts';
import type { Chain } from './chain.ts';
import type { RecoveredTransaction } from './check-transaction.ts';
import { leaderIndex } from './committee.ts';
import { committeeOf, epochInfoOf, isBoundary } from './epoch.ts';
import { type ExecutionOptions, executeBlock } from './execute-block.ts';
import { type Header, hashOfHeader } from './header.ts';
import { inboxAfter } from './inbox.ts';
import { sizeOfInbox } from './inbox-codec.ts';
import { nextMix } from './mix.ts';
import type { StateTree } from './state-tree.ts';
import { FINALIZE, NULLIFY } from './statement.ts';
import { type DecodedTransaction, decodeTransaction } from './transaction.ts';

/**
 * Whether a block is valid on its parent, signatures apart: the header, then execution. Signatures
 * are checked through a port: `aggregateChecksOfBlock` lists them, and `transactions` come with the
 * senders that were recovered.
 * @throws WeftError `block/...` when it is not valid. Anything else is a bug in this program.
 */
export async function validateBlock(
  chain: Chain,
  parent: ParentState,
  block: Block,
  transactions: readonly RecoveredTransaction[],
  options: ExecutionOptions = {},
): Promise<ExecutionResult> {
  assertHeader(chain, parent, block);
  const context = blockContextOf(chain, parent, { ...block.header, ...block.body });
  const result = await executeBlock(chain, parent.tree, context, transactions, options);
  require(result.receiptsRoot === block.body.receiptsRoot, 'receipts-root');
  require(result.stateRoot === block.header.stateRoot, 'state-root');
  require(result.outboxRoot === block.header.outboxRoot, 'outbox-root');
  require(result.coinRoot === block.header.coinRoot, 'coin-root');
  require(result.coinCount === block.header.coinCount, 'coin-count');
  require(result.nextCommitteeHash === block.header.nextCommitteeHash, 'next-committee');
  return result;
}

/** @throws WeftError `block/malformed-transaction` with its index and reason. */
export async function decodeTransactionsOf(
  chain: Chain,
  block: Block,
  { pause }: Pick<ExecutionOptions, 'pause'> = {},
): Promise<DecodedTransaction[]> {
  const decoded: DecodedTransaction[] = [];
  for (const [index, bytes] of block.body.transactions.entries()) {
    if (index > 0 && index % EXECUTION_SLICE_TRANSACTIONS === 0) await pause?.();
    try {
      decoded.push(decodeTransaction(chain.registry, bytes));
    } catch (thrown) {
      if (!(thrown instanceof WeftError) || thrown.code.startsWith('internal/')) throw thrown;
      throw new WeftError('block/malformed-transaction', thrown.message, {
        index,
        reason: thrown.code,
      });
    }
  }
  return decoded;
}

/** What the header rules need to know of a chain. */
export interface HeaderRules extends Pick<Chain, 'genesisHash'> {
  readonly genesis: { readonly parameters: { readonly minBlockMs: number } };
}

/**
 * Every rule about a block that needs neither its transactions' effects nor signatures.
 * @throws WeftError `block/...`.
 */
export function assertHeader(
  chain: HeaderRules,
  { header: parent, tree }: ParentState,
  block: Block,
): void {
  const { header, body } = block;
  const { epoch, committee, seed } = epochInfoOf(tree);
  require(header.genesisHash === chain.genesisHash, 'genesis-hash');
  require(header.epoch === epoch, 'epoch');
  require(header.view > parentView(parent), 'view');
  require(header.height === parent.height + 1n, 'height');
  require(header.parentHash === hashOfHeader(parent), 'parent-hash');
  const leader = committee[leaderIndex(committee, seed, header.view)];
  require(header.proposer === leader?.account, 'proposer');
  const earliest = parent.timestampMs + chain.genesis.parameters.minBlockMs;
  require(header.timestampMs >= earliest, 'timestamp');
  require(header.mix === nextMix(parent.mix, body.reveal), 'mix');
  assertInbox(parent, block);
  require(body.transactions.length <= MAX_TRANSACTIONS_PER_BLOCK, 'transaction-count');
  require(bytesFromBlock(block).length <= MAX_BLOCK_BYTES, 'size');
  require(header.bodyRoot === bodyRootOf(body), 'body-root');
  assertParentCertificate(parent, tree, block);
}

/**
 * What a block says happened on Ethereum continues what its parent said. Only the block right after
 * its parent's view may say anything: after a failed view the next block depends on nobody's view
 * of Ethereum.
 */
function assertInbox(parent: Header, { header, body }: Block): void {
  const { inboxCount, inboxHash } = inboxAfter(parent, body.inbox);
  require(header.inboxCount === inboxCount, 'inbox-count');
  require(header.inboxHash === inboxHash, 'inbox-hash');
  require(sizeOfInbox(body.inbox) <= MAX_INBOX_BYTES_PER_BLOCK, 'inbox-size');
  require(body.inbox.length === 0 || mayFollowInbox(parent, header.view), 'inbox-view');
}

/**
 * The parent is certified at its own view; genesis needs no certificate. A boundary is the root of
 * the next epoch, so it has to be final in its own, where it may have been proposed again later.
 */
function assertParentCertificate(parent: Header, tree: StateTree, { body }: Block): void {
  const certificate = body.parentCertificate;
  require((certificate === undefined) === (parent.height === 0n), 'parent-certificate');
  if (certificate === undefined) return;
  const { kind, epoch, view, digest } = certificate.statement;
  const isRight = isBoundary(parent)
    ? kind === FINALIZE && view >= parent.view
    : kind !== NULLIFY && view === parent.view;
  const isOfParent = isRight && epoch === parent.epoch && digest === hashOfHeader(parent);
  const committee = committeeOf(tree, parent.epoch);
  const isCertified = isOfParent && committee && hasQuorum(certificate, committee);
  require(isCertified === true, 'parent-certificate');
}

function require(condition: boolean, rule: string): asserts condition {
  if (!condition) throw new WeftError(`block/wrong-${rule}`, `the block is not valid: ${rule}`);
}
