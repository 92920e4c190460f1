import { join } from 'node:path';
import type { Block } from '../../../lib/chain/block.ts';
import { blockContextOf } from '../../../lib/chain/block-context.ts';
import { buildBlock, sealBlock } from '../../../lib/chain/build-block.ts';
import { bitmapFromIndexes, type Certificate } from '../../../lib/chain/certificate.ts';
import { type Chain, createChain } from '../../../lib/chain/chain.ts';
import { leaderIndex } from '../../../lib/chain/committee.ts';
import { type Header, hashOfHeader } from '../../../lib/chain/header.ts';
import type { StateTree } from '../../../lib/chain/state-tree.ts';
import {
  attestMessage,
  FINALIZE,
  NOTARIZE,
  randaoMessage,
  type StatementKind,
} from '../../../lib/chain/statement.ts';
import { bytesFromHex, hexFromBytes } from '../../../lib/core/bytes.ts';
import { modules } from '../../../lib/modules/index.ts';
import { openState } from '../../../lib/node/block-store/open-state.ts';
import type { NetworkFile } from '../../../lib/node/network-file.ts';
import { blsSecretOf, openKeyFile } from '../../../lib/platform/nodejs/key-file.ts';
import { openLevelDbStorage } from '../../../lib/platform/nodejs/leveldb-storage.ts';
import { createBlsNative } from '../../../lib/platform/signatures/bls-native.ts';

/** A block that every validator signed as final although its state root is wrong. */
export interface FinalBlock {
  block: Block;
  notarization: Certificate;
  finalization: Certificate;
}

interface Tip {
  header: Header;
  tree: StateTree;
}

/**
 * Continues the chain in a stopped local network's folder with the keys of its whole committee. The
 * first block lies about the state after it; the others are built on what it really leads to.
 */
export async function forgeWrongChain(
  folder: string,
  file: NetworkFile,
  length: number,
): Promise<FinalBlock[]> {
  const chain = createChain(file.genesis, modules);
  const sign = await openQuorum(folder, file, chain);
  let tip: Tip = await openTip(folder, file, chain);
  const forged: FinalBlock[] = [];
  for (let count = 0; count < length; count++) {
    const { header, body, tree } = await nextBlock(file, chain, tip, sign);
    const stateRoot = count === 0 ? anotherHash(header.stateRoot) : header.stateRoot;
    const block: Block = { header: { ...header, stateRoot }, body };
    const certify = (kind: StatementKind) => sign.certify(kind, block.header);
    forged.push({ block, notarization: certify(NOTARIZE), finalization: certify(FINALIZE) });
    tip = { header: block.header, tree };
  }
  return forged;
}

async function openTip(folder: string, file: NetworkFile, chain: Chain): Promise<Tip> {
  const directory = join(folder, file.seeds[0]?.name ?? '', 'data');
  const storage = await openLevelDbStorage({ directory });
  const opened = await openState(storage, chain.root.tree, () => Promise.resolve());
  await storage.close();
  return opened ? { header: opened.head.block.header, tree: opened.tree } : chain.root;
}

type Quorum = Awaited<ReturnType<typeof openQuorum>>;

async function openQuorum(folder: string, file: NetworkFile, { genesisHash }: Chain) {
  const { committee } = file.genesis;
  const bls = createBlsNative();
  const signers = await Promise.all(
    file.validatorNames.map(async (name) => {
      const file = await openKeyFile({ path: join(folder, name, 'key.json') });
      return bls.createSigner(blsSecretOf(file));
    }),
  );
  return {
    reveal: (leader: number, view: bigint) =>
      signers[leader]?.sign(randaoMessage(genesisHash, 0n, view)) ?? '0x',
    certify(kind: StatementKind, header: Header): Certificate {
      const { epoch, view } = header;
      const statement = { kind, epoch, view, digest: hashOfHeader(header) };
      const message = attestMessage(genesisHash, statement);
      return {
        statement,
        signers: bitmapFromIndexes(committee.keys(), committee.length),
        signature: bls.aggregate(signers.map((signer) => signer.sign(message))),
      };
    },
  };
}

async function nextBlock(file: NetworkFile, chain: Chain, tip: Tip, quorum: Quorum) {
  const { committee, seed, parameters } = file.genesis;
  const parent = tip.header;
  const view = parent.view + 1n;
  const leader = leaderIndex(committee, seed, view);
  const proposer = committee[leader]?.account ?? '0x';
  const timestampMs = parent.timestampMs + parameters.minBlockMs;
  const plan = {
    view,
    timestampMs,
    proposer,
    reveal: quorum.reveal(leader, view),
    inbox: [],
    evidence: [],
    ...(parent.height > 0n && { parentCertificate: quorum.certify(NOTARIZE, parent) }),
  };
  const context = blockContextOf(chain, tip, plan);
  const parts = await buildBlock(chain, tip.tree, context, []);
  const block = sealBlock(chain, parent, plan, parts);
  return { ...block, tree: parts.tree };
}

function anotherHash(hash: Header['stateRoot']): Header['stateRoot'] {
  const bytes = bytesFromHex(hash);
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  return hexFromBytes(bytes);
}
