import { blockFromBytes, bytesFromBlock } from '../../../lib/chain/block.ts';
import { itemFromCertificate } from '../../../lib/chain/certificate.ts';
import { createChain } from '../../../lib/chain/chain.ts';
import { signatureOf } from '../../../lib/chain/check-transaction.ts';
import { hashOfHeader } from '../../../lib/chain/header.ts';
import { decodeTransaction } from '../../../lib/chain/transaction.ts';
import { bytesFromPeerStatus } from '../../../lib/consensus/messages.ts';
import { bytesOf, decodeRlp, encodeRlp, listOf, type RlpItem } from '../../../lib/core/rlp.ts';
import { modules } from '../../../lib/modules/index.ts';
import type { CommittedBlock } from '../../../lib/node/block-store/block-writes.ts';
import type { NetworkFile } from '../../../lib/node/network-file.ts';

/** A chain as neighbours hold it, in the encodings they would answer with. */
export interface Recording {
  /** Status of a neighbour at the tip. */
  status: Uint8Array;
  /** Blocks from height 1 on, and the finalization of each. */
  blocks: readonly Uint8Array[];
  finalizations: readonly RlpItem[];
}

/** One file, for a page to fetch. */
export function bytesFromRecording({ status, blocks, finalizations }: Recording): Uint8Array {
  return encodeRlp([status, [...blocks], [...finalizations]]);
}

export function recordingFromBytes(bytes: Uint8Array): Recording {
  const [status, blocks, finalizations] = listOf(decodeRlp(bytes), 3);
  return {
    status: bytesOf(status),
    blocks: listOf(blocks).map((item) => bytesOf(item)),
    finalizations: listOf(finalizations),
  };
}

export function recordingOf(chain: readonly CommittedBlock[]): Recording {
  const last = chain.at(-1)?.block.header;
  return {
    status: bytesFromPeerStatus({
      epoch: 0n,
      view: last?.view ?? 0n,
      finalizedHeight: last?.height ?? 0n,
      finalizedHash: last ? hashOfHeader(last) : '0x',
      wallMs: last?.timestampMs ?? 0,
    }),
    blocks: chain.map(({ block }) => bytesFromBlock(block)),
    finalizations: chain.map(({ certificate }) => itemFromCertificate(certificate)),
  };
}

/** What recovery alone has to do for all of it. */
export function signaturesOf(file: NetworkFile, { blocks }: Recording) {
  const chain = createChain(file.genesis, modules);
  return blocks
    .flatMap((bytes) => blockFromBytes(bytes).body.transactions)
    .map((bytes) => signatureOf(chain, decodeTransaction(chain.registry, bytes)));
}
