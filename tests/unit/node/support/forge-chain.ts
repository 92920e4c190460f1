import { type Block, hashOfBlock } from '../../../../lib/chain/block.ts';
import { buildBlock, sealBlock } from '../../../../lib/chain/build-block.ts';
import { bitmapFromIndexes, type Certificate } from '../../../../lib/chain/certificate.ts';
import { type Chain, createChain } from '../../../../lib/chain/chain.ts';
import type { RecoveredTransaction } from '../../../../lib/chain/check-transaction.ts';
import { leaderIndex } from '../../../../lib/chain/committee.ts';
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
import { blockContextOf } from '../../../../lib/chain/validate-block.ts';
import type { Hash } from '../../../../lib/core/bytes.ts';
import { modules } from '../../../../lib/modules/index.ts';
import { createBlockStore } from '../../../../lib/node/block-store/block-store.ts';
import type { CommittedBlock } from '../../../../lib/node/block-store/block-writes.ts';
import type { NetworkFile } from '../../../../lib/node/network-file.ts';
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
  /** Adds a block, empty unless told; `change` lies about its header before everybody signs it. */
  grow(
    change?: Partial<Header>,
    transactions?: readonly RecoveredTransaction[],
  ): Promise<CommittedBlock>;
  certify(kind: StatementKind, view: bigint, digest: Hash, signers?: number[]): Certificate;
  /** A database that holds the chain; blocks other than every nth became final by a later one. */
  disk(finalizedEvery?: number): Promise<MemoryDisk>;
}

export function forgeChain(file: NetworkFile): ForgedChain {
  const chain = createChain(file.genesis, modules);
  const { committee, seed } = file.genesis;
  const signers = file.validatorNames.map(createFakeSigner);
  const blocks: CommittedBlock[] = [];
  let parent: { header: Header; tree: StateTree; certificate?: Certificate } = chain.root;

  function certify(
    kind: StatementKind,
    view: bigint,
    digest: Hash,
    indexes = committee.map((_, index) => index),
  ): Certificate {
    const statement = { kind, epoch: 0n, view, digest };
    const message = attestMessage(chain.genesisHash, statement);
    const shares = indexes.map((index) => signers[index]?.sign(message) ?? '0x');
    return {
      statement,
      signers: bitmapFromIndexes(indexes, committee.length),
      signature: aggregateFakeSignatures(shares),
    };
  }

  async function grow(
    change: Partial<Header> = {},
    transactions: readonly RecoveredTransaction[] = [],
  ): Promise<CommittedBlock> {
    const view = parent.header.view + 1n;
    const leader = leaderIndex(committee, seed, view);
    const proposer = committee[leader]?.account ?? '0x';
    const timestampMs = parent.header.timestampMs + file.genesis.parameters.minBlockMs;
    const height = parent.header.height + 1n;
    const context = blockContextOf({ height, timestampMs, proposer }, parent.header);
    const parts = await buildBlock(chain, parent.tree, context, transactions);
    const reveal = signers[leader]?.sign(randaoMessage(chain.genesisHash, 0n, view)) ?? '0x';
    const sealed = sealBlock(chain, parts, {
      parent: parent.header,
      view,
      timestampMs,
      proposer,
      reveal,
      ...(parent.certificate && { parentCertificate: parent.certificate }),
    });
    const block: Block = { ...sealed, header: { ...sealed.header, ...change } };
    const hash = hashOfBlock(block);
    const notarization = certify(NOTARIZE, view, hash);
    parent = { header: block.header, tree: parts.tree, certificate: notarization };
    const committed: CommittedBlock = {
      block,
      certificate: certify(FINALIZE, view, hash),
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
      if ((index + 1) % finalizedEvery === 0) return committed;
      const { view, digest } = committed.certificate.statement;
      return { ...committed, certificate: certify(NOTARIZE, view, digest) };
    });
    await store.commit(stored);
    return storage.disk;
  }

  return { chain, blocks, grow, certify, disk };
}
