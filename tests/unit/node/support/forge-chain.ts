import { type Block, hashOfBlock } from '../../../../lib/chain/block.ts';
import { type BlockPlan, blockContextOf, parentView } from '../../../../lib/chain/block-context.ts';
import { buildBlock, sealBlock } from '../../../../lib/chain/build-block.ts';
import { bitmapFromIndexes, type Certificate } from '../../../../lib/chain/certificate.ts';
import { type Chain, createChain } from '../../../../lib/chain/chain.ts';
import type { RecoveredTransaction } from '../../../../lib/chain/check-transaction.ts';
import { type Committee, leaderIndex } from '../../../../lib/chain/committee.ts';
import { epochInfoOf, isBoundary } from '../../../../lib/chain/epoch.ts';
import type { Header } from '../../../../lib/chain/header.ts';
import { bytesFromReceipts } from '../../../../lib/chain/receipt.ts';
import type { StateTree } from '../../../../lib/chain/state-tree.ts';
import {
  attestMessage,
  FINALIZE,
  NOTARIZE,
  randaoMessage,
  type StatementKind,
} from '../../../../lib/chain/statement.ts';
import type { Hash } from '../../../../lib/core/bytes.ts';
import { modules } from '../../../../lib/modules/index.ts';
import { createBlockStore } from '../../../../lib/node/block-store/block-store.ts';
import type { CommittedBlock } from '../../../../lib/node/block-store/block-writes.ts';
import type { NetworkFile } from '../../../../lib/node/network-file.ts';
import type { BlsSigner } from '../../../../lib/node/ports.ts';
import {
  aggregateFakeSignatures,
  createFakeSigner,
} from '../../../../lib/platform/memory/fake-signatures.ts';
import {
  createMemoryStorage,
  type MemoryDisk,
} from '../../../../lib/platform/memory/memory-storage.ts';

/** A chain made by a committee whose every secret the test knows, block by block. */
export interface ForgedChain {
  chain: Chain;
  blocks: CommittedBlock[];
  /**
   * Adds a block, empty unless told; `change` lies about its header before everybody signs it, and
   * `lie` puts other signatures into it.
   */
  grow(
    change?: Partial<Header>,
    transactions?: readonly RecoveredTransaction[],
    lie?: (plan: BlockPlan) => BlockPlan,
  ): Promise<CommittedBlock>;
  /** In the epoch of the next block. */
  certify(kind: StatementKind, view: bigint, digest: Hash, signers?: number[]): Certificate;
  /** A database that holds the chain; blocks other than every nth became final by a later one. */
  disk(finalizedEvery?: number): Promise<MemoryDisk>;
}

export function forgeChain(file: NetworkFile): ForgedChain {
  const chain = createChain(file.genesis, modules);
  const signers = new Map(
    file.validatorNames.map(createFakeSigner).map((signer) => [signer.publicKey, signer]),
  );
  const blocks: CommittedBlock[] = [];
  let parent: { header: Header; tree: StateTree; certificate?: Certificate } = chain.root;

  function signerOf(committee: Committee, index: number): BlsSigner {
    const signer = signers.get(committee[index]?.blsKey ?? '0x');
    if (!signer) throw new RangeError('a member whose secret is known');
    return signer;
  }

  function certify(
    kind: StatementKind,
    view: bigint,
    digest: Hash,
    indexes?: number[],
    at = epochInfoOf(parent.tree),
  ): Certificate {
    const { epoch, committee } = at;
    const statement = { kind, epoch, view, digest };
    const message = attestMessage(chain.genesisHash, statement);
    const members = indexes ?? committee.map((_, index) => index);
    const shares = members.map((index) => signerOf(committee, index).sign(message));
    return {
      statement,
      signers: bitmapFromIndexes(members, committee.length),
      signature: aggregateFakeSignatures(shares),
    };
  }

  async function grow(
    change: Partial<Header> = {},
    transactions: readonly RecoveredTransaction[] = [],
    lie: (plan: BlockPlan) => BlockPlan = (plan) => plan,
  ): Promise<CommittedBlock> {
    const info = epochInfoOf(parent.tree);
    const { epoch, committee, seed } = info;
    const view = parentView(parent.header) + 1n;
    const leader = leaderIndex(committee, seed, view);
    const proposer = committee[leader]?.account ?? '0x';
    const timestampMs = parent.header.timestampMs + file.genesis.parameters.minBlockMs;
    const plan = lie({
      view,
      timestampMs,
      proposer,
      reveal: signerOf(committee, leader).sign(randaoMessage(chain.genesisHash, epoch, view)),
      inbox: [],
      evidence: [],
      ...(parent.certificate && { parentCertificate: parent.certificate }),
    });
    const context = blockContextOf(chain, parent, plan);
    const parts = await buildBlock(chain, parent.tree, context, transactions);
    const sealed = sealBlock(chain, parent.header, plan, parts);
    const block: Block = { ...sealed, header: { ...sealed.header, ...change } };
    const hash = hashOfBlock(block);
    const certificate = certify(FINALIZE, view, hash, undefined, info);
    const notarization = certify(NOTARIZE, view, hash, undefined, info);
    parent = {
      header: block.header,
      tree: parts.tree,
      certificate: isBoundary(block.header) ? certificate : notarization,
    };
    const committed: CommittedBlock = {
      block,
      certificate,
      diff: parts.diff,
      receipts: bytesFromReceipts(parts.receipts),
      transactions: [],
    };
    blocks.push(committed);
    return committed;
  }

  async function disk(finalizedEvery = 1): Promise<MemoryDisk> {
    const storage = createMemoryStorage();
    const store = createBlockStore({ archive: true })({
      storage,
      breathe: () => Promise.resolve(),
      wallMs: () => file.genesis.timestampMs,
      accountsOf: () => [],
    });
    const stored = blocks.map((committed, index): CommittedBlock => {
      const isLast = (index + 1) % finalizedEvery === 0 || isBoundary(committed.block.header);
      if (isLast) return committed;
      const { view, digest } = committed.certificate.statement;
      return { ...committed, certificate: certify(NOTARIZE, view, digest) };
    });
    await store.commit(stored);
    return storage.disk;
  }

  return { chain, blocks, grow, certify, disk };
}
