import { type Hash, type Hex, ZERO_HASH } from '../core/bytes.ts';
import { WeftError } from '../core/errors.ts';
import {
  EXECUTION_SLICE_TRANSACTIONS,
  MAX_BLOCK_BYTES,
  MAX_TRANSACTIONS_PER_BLOCK,
} from '../core/limits.ts';
import { type Block, bodyRootOf, bytesFromBlock } from './block.ts';
import type { ExecutionResult } from './block-execution.ts';
import { hasQuorum, indexesFromBitmap } from './certificate.ts';
import type { Chain } from './chain.ts';
import type { RecoveredTransaction } from './check-transaction.ts';
import { type Committee, leaderIndex } from './committee.ts';
import { type ExecutionOptions, executeBlock } from './execute-block.ts';
import { type Header, hashOfHeader } from './header.ts';
import { nextMix } from './mix.ts';
import type { BlockContext } from './module.ts';
import type { StateTree } from './state-tree.ts';
import { attestMessage, NULLIFY, randaoMessage } from './statement.ts';
import { type DecodedTransaction, decodeTransaction } from './transaction.ts';

/** The epoch a block belongs to. */
export interface EpochInfo {
  epoch: bigint;
  seed: Hash;
  committee: Committee;
}

/** One aggregate BLS signature that has to hold; all keys sign the same message. */
export interface AggregateSignature {
  keys: readonly Hex[];
  message: Uint8Array;
  signature: Hex;
}

/**
 * Whether a block is valid on its parent, signatures apart: the header, then execution. Signatures
 * are checked through a port: `aggregateChecksOfBlock` lists them, and `transactions` come with the
 * senders that were recovered.
 * @throws WeftError `block/...` when it is not valid. Anything else is a bug in this program.
 */
export async function validateBlock(
  chain: Chain,
  epoch: EpochInfo,
  parent: { header: Header; tree: StateTree },
  block: Block,
  transactions: readonly RecoveredTransaction[],
  options: ExecutionOptions = {},
): Promise<ExecutionResult> {
  assertHeader(chain, epoch, parent.header, block);
  const context = blockContextOf(block.header, parent.header);
  const result = await executeBlock(chain, parent.tree, context, transactions, options);
  require(result.receiptsRoot === block.body.receiptsRoot, 'receipts-root');
  require(result.stateRoot === block.header.stateRoot, 'state-root');
  return result;
}

/** What modules see of a block. */
export function blockContextOf(
  header: Pick<Header, 'height' | 'timestampMs' | 'proposer'>,
  parent: Pick<Header, 'mix'>,
): BlockContext {
  const { height, timestampMs, proposer } = header;
  return { height, timestampMs, proposer, randomness: parent.mix };
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

/** The BLS signatures in a block: the proposer's reveal and the parent's certificate. */
export function aggregateChecksOfBlock(
  block: Block,
  committee: Committee,
  genesisHash: Hash,
): AggregateSignature[] {
  const { header, body } = block;
  const proposer = committee.find(({ account }) => account === header.proposer);
  require(proposer !== undefined, 'proposer');
  const checks: AggregateSignature[] = [
    {
      keys: [proposer.blsKey],
      message: randaoMessage(genesisHash, header.epoch, header.view),
      signature: body.reveal,
    },
  ];
  if (body.parentCertificate) {
    const { statement, signers, signature } = body.parentCertificate;
    require(hasQuorum(body.parentCertificate, committee), 'parent-certificate');
    const members = indexesFromBitmap(signers).map((index) => committee[index]);
    checks.push({
      keys: members.flatMap((member) => (member ? [member.blsKey] : [])),
      message: attestMessage(genesisHash, statement),
      signature,
    });
  }
  return checks;
}

/** Every rule about a block that needs neither its transactions' effects nor signatures. */
export function assertHeader(chain: Chain, epoch: EpochInfo, parent: Header, block: Block): void {
  const { header, body } = block;
  const { committee, seed } = epoch;
  require(header.genesisHash === chain.genesisHash, 'genesis-hash');
  require(header.epoch === epoch.epoch, 'epoch');
  require(header.view > parent.view, 'view');
  require(header.height === parent.height + 1n, 'height');
  require(header.parentHash === hashOfHeader(parent), 'parent-hash');
  const leader = committee[leaderIndex(committee, seed, header.view)];
  require(header.proposer === leader?.account, 'proposer');
  const earliest = parent.timestampMs + chain.genesis.parameters.minBlockMs;
  require(header.timestampMs >= earliest, 'timestamp');
  require(header.mix === nextMix(parent.mix, body.reveal), 'mix');
  require(header.outboxRoot === ZERO_HASH && header.coinRoot === ZERO_HASH, 'empty-roots');
  require(header.coinCount === 0n && header.inboxCount === 0n, 'empty-counts');
  require(header.inboxHash === ZERO_HASH, 'empty-inbox');
  require(header.nextCommitteeHash === ZERO_HASH, 'next-committee');
  require(body.transactions.length <= MAX_TRANSACTIONS_PER_BLOCK, 'transaction-count');
  require(bytesFromBlock(block).length <= MAX_BLOCK_BYTES, 'size');
  require(header.bodyRoot === bodyRootOf(body), 'body-root');
  assertParentCertificate(epoch, parent, block);
}

/** The parent is certified at its own view; genesis needs no certificate. */
function assertParentCertificate(epoch: EpochInfo, parent: Header, { body }: Block): void {
  const certificate = body.parentCertificate;
  require((certificate === undefined) === (parent.height === 0n), 'parent-certificate');
  if (certificate === undefined) return;
  const { statement } = certificate;
  const isOfParent =
    statement.kind !== NULLIFY &&
    statement.epoch === epoch.epoch &&
    statement.view === parent.view &&
    statement.digest === hashOfHeader(parent);
  require(isOfParent && hasQuorum(certificate, epoch.committee), 'parent-certificate');
}

function require(condition: boolean, rule: string): asserts condition {
  if (!condition) throw new WeftError(`block/wrong-${rule}`, `the block is not valid: ${rule}`);
}
