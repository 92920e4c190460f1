import type { Block } from '../../../lib/chain/block.ts';
import { hashOfBlock } from '../../../lib/chain/block.ts';
import { blockContextOf } from '../../../lib/chain/block-context.ts';
import { buildBlock, sealBlock } from '../../../lib/chain/build-block.ts';
import { bitmapFromIndexes, type Certificate } from '../../../lib/chain/certificate.ts';
import { type Chain, createChain } from '../../../lib/chain/chain.ts';
import type { RecoveredTransaction } from '../../../lib/chain/check-transaction.ts';
import { leaderIndex } from '../../../lib/chain/committee.ts';
import type { Header } from '../../../lib/chain/header.ts';
import type { StateTree } from '../../../lib/chain/state-tree.ts';
import {
  attestMessage,
  FINALIZE,
  NOTARIZE,
  randaoMessage,
  type StatementKind,
} from '../../../lib/chain/statement.ts';
import { assert } from '../../../lib/core/assert.ts';
import type { Hash } from '../../../lib/core/bytes.ts';
import { modules } from '../../../lib/modules/index.ts';
import type { CommittedBlock } from '../../../lib/node/block-store/block-writes.ts';
import { accountsOf } from '../../../lib/node/execution/executed-block.ts';
import type { NetworkFile } from '../../../lib/node/network-file.ts';
import type { BlsSigner } from '../../../lib/node/ports.ts';
import { createBlsNative } from '../../../lib/platform/signatures/bls-native.ts';

/** A chain that its own committee signs, block by block, as fast as one process can. */
export interface ForgedChain {
  readonly chain: Chain;
  /** State and header of the newest block. */
  tip(): { header: Header; tree: StateTree };
  /** Adds a block with these transactions, certified and final like every other. */
  grow(transactions: readonly RecoveredTransaction[]): Promise<CommittedBlock>;
}

/** `signers` are in committee order. Blocks carry the signatures a real network would give them. */
export function forgeChain(file: NetworkFile, signers: readonly BlsSigner[]): ForgedChain {
  const chain = createChain(file.genesis, modules);
  const { committee, seed } = file.genesis;
  const bls = createBlsNative();
  let parent: { header: Header; tree: StateTree; certificate?: Certificate } = chain.root;

  function certify(kind: StatementKind, view: bigint, digest: Hash): Certificate {
    const statement = { kind, epoch: 0n, view, digest };
    const message = attestMessage(chain.genesisHash, statement);
    const everybody = signers.map((_, index) => index);
    return {
      statement,
      signers: bitmapFromIndexes(everybody, committee.length),
      signature: bls.aggregate(signers.map((signer) => signer.sign(message))),
    };
  }

  async function grow(candidates: readonly RecoveredTransaction[]): Promise<CommittedBlock> {
    const view = parent.header.view + 1n;
    const leader = leaderIndex(committee, seed, view);
    const proposer = committee[leader]?.account;
    const signer = signers[leader];
    assert(proposer && signer, 'every member has a signer');
    const timestampMs = parent.header.timestampMs + BLOCK_INTERVAL_MS;
    const plan = {
      view,
      timestampMs,
      proposer,
      reveal: signer.sign(randaoMessage(chain.genesisHash, 0n, view)),
      inbox: [],
      evidence: [],
      ...(parent.certificate && { parentCertificate: parent.certificate }),
    };
    const context = blockContextOf(chain, parent, plan);
    const parts = await buildBlock(chain, parent.tree, context, candidates);
    assert(parts.transactions.length === candidates.length, 'every transaction is valid');
    const block: Block = sealBlock(chain, parent.header, plan, parts);
    const hash = hashOfBlock(block);
    const certificate = certify(NOTARIZE, view, hash);
    parent = { header: block.header, tree: parts.tree, certificate };
    return {
      block,
      certificate: certify(FINALIZE, view, hash),
      diff: parts.diff,
      receipts: parts.receiptsBytes,
      transactions: parts.transactions.map((transaction) => ({
        hash: transaction.hash,
        accounts: accountsOf(chain, transaction),
      })),
    };
  }

  return { chain, tip: () => parent, grow };
}

const BLOCK_INTERVAL_MS = 500;
