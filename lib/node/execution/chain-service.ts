import { type Block, hashOfBlock } from '../../chain/block.ts';
import { blockContextOf, mayFollowInbox } from '../../chain/block-context.ts';
import { aggregateChecksOfBlock } from '../../chain/block-signatures.ts';
import { buildBlock, sealBlock } from '../../chain/build-block.ts';
import type { Certificate } from '../../chain/certificate.ts';
import type { Chain } from '../../chain/chain.ts';
import { usableEvidence } from '../../chain/check-evidence.ts';
import type { RecoveredTransaction } from '../../chain/check-transaction.ts';
import { epochInfoOf, isBoundary } from '../../chain/epoch.ts';
import type { Evidence } from '../../chain/evidence.ts';
import { type Header, hashOfHeader } from '../../chain/header.ts';
import type { InboxEvent } from '../../chain/inbox.ts';
import { createStateStore, type StateStore } from '../../chain/state-store.ts';
import { rootOfTree, type StateTree } from '../../chain/state-tree.ts';
import { randaoMessage } from '../../chain/statement.ts';
import { decodeTransactionsOf, validateBlock } from '../../chain/validate-block.ts';
import type { ConsensusEffect, FinalizedBlock } from '../../consensus/types.ts';
import { assert } from '../../core/assert.ts';
import type { Address, Hash, Hex } from '../../core/bytes.ts';
import { type ErrorObject, errorObjectFrom, WeftError } from '../../core/errors.ts';
import type { BlockStore } from '../block-store/block-store.ts';
import type { CommittedBlock } from '../block-store/block-writes.ts';
import type { Signatures, StorageWrite } from '../ports.ts';
import { createSerial } from '../serial.ts';
import { committedFrom, type ExecutedBlock, type FinalBlock } from './executed-block.ts';
import { createRecoverSenders, type RecoverSenders } from './recover-senders.ts';

/** `outdated`: the node has moved on, and the block matters no more. */
export type BlockVerdict = 'valid' | 'invalid' | 'outdated';

export type BuildRequest = Extract<ConsensusEffect, { type: 'build' }>;

/** The member that builds: this node. */
export interface Proposer {
  account: Address;
  sign(message: Uint8Array): Hex;
}

export interface FinalHead {
  header: Header;
  hash: Hash;
  tree: StateTree;
  /** Absent for genesis only. */
  certificate: Certificate | undefined;
}

export interface ChainServiceComponents {
  chain: Chain;
  head: Omit<FinalHead, 'hash'>;
  /** Where the epoch of the next block begins. */
  root: FinalizedBlock;
  store: BlockStore;
  signatures: Signatures;
  /** Lets other work of the thread run, between slices of a long execution. */
  breathe: () => Promise<void>;
  /** Transactions in the order they should be tried on this state. */
  candidates(tree: StateTree, timestampMs: number): Iterable<RecoveredTransaction>;
  /**
   * What follows in Ethereum's inbox, as far as a block has room for it and this node is certain.
   */
  inbox(count: bigint): readonly InboxEvent[];
  /** Offences that blocks may still have to tell. */
  evidence(): Iterable<Evidence>;
  /** What else is written together with final blocks. */
  writesBeside?(blocks: readonly FinalBlock[]): Promise<readonly StorageWrite[]>;
  onSkipped(skipped: readonly { hash: Hash; error: ErrorObject }[]): void;
  onExecuted(executed: ExecutedBlock): void;
  /** Ascending; durable by now. */
  onFinal(blocks: readonly FinalBlock[]): void;
  /** Writing a snapshot or pruning failed. */
  onStorageFailure(thrown: unknown): void;
}

/** Executes blocks on their parents' states and makes them final. */
export interface ChainService {
  final(): FinalHead;
  /** The boundary, or genesis, where the epoch of the next final block began. */
  root(): FinalizedBlock;
  /** The highest block executed, final or not. */
  best(): Header;
  executed(): Iterable<ExecutedBlock>;
  recoverSenders: RecoverSenders;
  /** Undefined when this node cannot propose here. */
  build(request: BuildRequest, proposer: Proposer): Promise<Block | undefined>;
  /** All of a block's validity, its signatures included. */
  check(block: Block): Promise<{ hash: Hash; status: BlockVerdict }>;
  /** Its transactions and their senders. @throws WeftError `block/malformed-transaction`. */
  recover(block: Block): Promise<RecoveredTransaction[]>;
  /**
   * As `check` without BLS signatures, for blocks that a verified finalization covers. Who recovered
   * the block's transactions ahead of time hands them over.
   */
  execute(block: Block, recovered?: Promise<RecoveredTransaction[]>): Promise<BlockVerdict>;
  commit(blocks: readonly Block[], finalization: Certificate): Promise<void>;
  /** Makes an executed block final, with everything below it. Resolves when durable. */
  commitUpTo(hash: Hash, finalization: Certificate): Promise<void>;
}

export function createChainService(components: ChainServiceComponents): ChainService {
  return new ExecutingChain(components);
}

class ExecutingChain implements ChainService {
  readonly recoverSenders: RecoverSenders;
  readonly #with: ChainServiceComponents;
  readonly #states: StateStore;
  readonly #executed = new Map<Hash, ExecutedBlock>();
  readonly #executing = new Map<Hash, Promise<BlockVerdict>>();
  readonly #inOrder = createSerial();
  #final: FinalHead;
  #root: FinalizedBlock;
  #best: Header;

  constructor(components: ChainServiceComponents) {
    this.#with = components;
    this.#final = { ...components.head, hash: hashOfHeader(components.head.header) };
    this.#root = components.root;
    this.#best = this.#final.header;
    this.#states = createStateStore(this.#final.hash, this.#final.tree);
    const { chain, signatures, breathe } = components;
    this.recoverSenders = createRecoverSenders(chain, signatures, breathe);
  }

  final() {
    return this.#final;
  }

  root() {
    return this.#root;
  }

  best() {
    return this.#best;
  }

  executed() {
    return this.#executed.values();
  }

  async build(request: BuildRequest, proposer: Proposer): Promise<Block | undefined> {
    const { chain, breathe, candidates, evidence, inbox, onSkipped } = this.#with;
    const { parent, view, timestampMs, parentCertificate } = request;
    const tree = this.#states.treeAt(hashOfHeader(parent));
    if (tree === 'unknown') return undefined;
    const { epoch } = epochInfoOf(tree);
    const plan = {
      view,
      timestampMs,
      proposer: proposer.account,
      reveal: proposer.sign(randaoMessage(chain.genesisHash, epoch, view)),
      inbox: mayFollowInbox(parent, view) ? inbox(parent.inboxCount) : [],
      evidence: usableEvidence(chain, tree, evidence()),
      ...(parentCertificate && { parentCertificate }),
    };
    const context = blockContextOf(chain, { header: parent, tree }, plan);
    const parts = await buildBlock(chain, tree, context, candidates(tree, timestampMs), {
      pause: breathe,
    });
    if (parts.skipped.length > 0) onSkipped(parts.skipped);
    const block = sealBlock(chain, parent, plan, parts);
    const { transactions, receipts, receiptsBytes, diff } = parts;
    const isKept = this.#keep({
      block,
      hash: hashOfBlock(block),
      transactions,
      receipts,
      receiptsBytes,
      diff,
      tree: parts.tree,
    });
    return isKept ? block : undefined;
  }

  async check(block: Block) {
    const hash = hashOfBlock(block);
    const [status, isSigned] = await Promise.all([this.execute(block), this.#isSigned(block)]);
    return { hash, status: status === 'valid' && !isSigned ? ('invalid' as const) : status };
  }

  async recover(block: Block): Promise<RecoveredTransaction[]> {
    const { chain, breathe } = this.#with;
    return this.recoverSenders(await decodeTransactionsOf(chain, block, { pause: breathe }));
  }

  execute(block: Block, recovered?: Promise<RecoveredTransaction[]>): Promise<BlockVerdict> {
    const hash = hashOfBlock(block);
    const running = this.#executing.get(hash);
    if (running) return running;
    const started = this.#execute(block, hash, recovered).finally(() =>
      this.#executing.delete(hash),
    );
    this.#executing.set(hash, started);
    return started;
  }

  async commit(blocks: readonly Block[], finalization: Certificate): Promise<void> {
    const last = blocks.at(-1);
    assert(last, 'something becomes final');
    await this.commitUpTo(hashOfBlock(last), finalization);
  }

  commitUpTo(hash: Hash, finalization: Certificate): Promise<void> {
    return this.#inOrder(async () => {
      const path = this.#pathTo(hash);
      const last = path.at(-1);
      if (!last) return this.#assertCommitted(hash);
      const blocks = path.map((executed, index): FinalBlock => {
        const notarization = path[index + 1]?.block.body.parentCertificate;
        return { ...executed, certificate: notarization ?? finalization };
      });
      const { chain, store, breathe, writesBeside, onFinal, onStorageFailure } = this.#with;
      const committed: CommittedBlock[] = [];
      for (const block of blocks) {
        committed.push(committedFrom(chain, block));
        await breathe();
      }
      await store.commit(committed, await writesBeside?.(blocks));
      this.#states.finalize(hash);
      this.#final = { header: last.block.header, hash, tree: last.tree, certificate: finalization };
      const boundary = blocks.findLast(({ block }) => isBoundary(block.header));
      if (boundary) {
        this.#root = { header: boundary.block.header, certificate: boundary.certificate };
      }
      this.#forgetOld();
      onFinal(blocks);
      const { height, stateRoot } = last.block.header;
      store.maintain(last.tree, { height, stateRoot }).catch(onStorageFailure);
    });
  }

  /** The node may have caught up by height while consensus finished the same blocks. */
  async #assertCommitted(hash: Hash): Promise<void> {
    const height = await this.#with.store.heightOf(hash);
    assert(height !== undefined || hash === this.#final.hash, 'a final block was executed');
  }

  async #execute(
    block: Block,
    hash: Hash,
    recovered?: Promise<RecoveredTransaction[]>,
  ): Promise<BlockVerdict> {
    const { header } = block;
    if (hash === this.#final.hash || this.#executed.has(hash)) return 'valid';
    if (header.height <= this.#final.header.height) {
      const height = await this.#with.store.heightOf(hash);
      return height === header.height ? 'valid' : 'outdated';
    }
    const parent = this.#parentOf(header);
    if (!parent) return 'outdated';
    try {
      const { chain, breathe } = this.#with;
      const options = { pause: breathe };
      const transactions = await (recovered ?? this.recover(block));
      const result = await validateBlock(chain, parent, block, transactions, options);
      const { receipts, receiptsBytes, diff, tree } = result;
      const isKept = this.#keep({ block, hash, transactions, receipts, receiptsBytes, diff, tree });
      return isKept ? 'valid' : 'outdated';
    } catch (thrown) {
      if (isInvalidBlock(thrown)) return 'invalid';
      throw unexpected(thrown, header, hash);
    }
  }

  async #isSigned(block: Block): Promise<boolean> {
    const { chain, signatures } = this.#with;
    // What is final is covered by its finalization, and its parent's state is gone.
    if (block.header.height <= this.#final.header.height) return true;
    const parent = this.#parentOf(block.header);
    if (!parent) return false;
    try {
      const checks = aggregateChecksOfBlock(chain, parent.tree, block);
      return (await signatures.verifyAggregates(checks)).every(Boolean);
    } catch (thrown) {
      if (isInvalidBlock(thrown)) return false;
      throw thrown;
    }
  }

  /** False when the final block moved past it meanwhile. */
  #keep(executed: ExecutedBlock): boolean {
    const { hash, block, tree, diff } = executed;
    if (!this.#parentOf(block.header)) return false;
    this.#states.add(hash, block.header.parentHash, { tree, diff });
    this.#executed.set(hash, executed);
    if (block.header.height > this.#best.height) this.#best = block.header;
    this.#with.onExecuted(executed);
    return true;
  }

  #parentOf({ parentHash }: Header): { header: Header; tree: StateTree } | undefined {
    if (parentHash === this.#final.hash) return this.#final;
    const executed = this.#executed.get(parentHash);
    return executed && { header: executed.block.header, tree: executed.tree };
  }

  /** Executed blocks from the child of the final one up to `hash`; empty if that is final. */
  #pathTo(hash: Hash): ExecutedBlock[] {
    const path: ExecutedBlock[] = [];
    for (let at = hash; at !== this.#final.hash; ) {
      const executed = this.#executed.get(at);
      if (!executed) return [];
      path.unshift(executed);
      at = executed.block.header.parentHash;
    }
    const root = path.at(-1)?.tree;
    const isRight = !root || rootOfTree(root) === path.at(-1)?.block.header.stateRoot;
    assert(isRight, 'the state of a final block has the root of its header');
    return path;
  }

  #forgetOld(): void {
    for (const hash of this.#executed.keys()) {
      if (!this.#states.overlayAt(hash)) this.#executed.delete(hash);
    }
    this.#best = this.#final.header;
    for (const { block } of this.#executed.values()) {
      if (block.header.height > this.#best.height) this.#best = block.header;
    }
  }
}

function isInvalidBlock(thrown: unknown): boolean {
  return thrown instanceof WeftError && thrown.code.startsWith('block/');
}

/** Neither valid nor invalid: a fault of this program, and nobody can say what is right. */
function unexpected(thrown: unknown, header: Header, hash: Hash): WeftError {
  const { code, message } = errorObjectFrom(thrown);
  if (code.startsWith('storage/') || code.startsWith('signatures/')) return thrown as WeftError;
  return new WeftError('execution/unexpected', message, {
    height: header.height.toString(),
    hash,
    reason: code,
  });
}
