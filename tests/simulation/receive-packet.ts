import { peerStatusFromBytes } from '../../lib/consensus/messages.ts';
import { wantsCertificate, wantsProposal } from '../../lib/consensus/read-state.ts';
import type { ConsensusMessage } from '../../lib/consensus/types.ts';
import type { Hash } from '../../lib/core/bytes.ts';
import { hashOnce } from './hash-once.ts';
import type { Packet } from './packet.ts';
import { isValidSimulated } from './simulated-ledger.ts';
import type { SimulatedNode } from './simulated-node.ts';
import type { StoredBlock } from './simulated-storage.ts';
import { isCertificateValid, isProposalVerified } from './verify.ts';

/** What a driver does with a packet: verify, answer, or hand it to the engine. */
export function receivePacket(node: SimulatedNode, from: number, packet: Packet): void {
  const { post } = node.context;
  const peer = String(from);
  switch (packet.type) {
    case 'consensus':
      receiveMessage(node, from, packet.message);
      break;
    case 'status': {
      const status = peerStatusFromBytes(packet.bytes);
      node.dispatch({ type: 'status', peer, status });
      const { height } = node.state().floor.header;
      if (status.finalizedHeight > height + SYNC_AFTER_HEIGHTS) {
        post(from, { type: 'range-request', fromHeight: height + 1n });
      }
      break;
    }
    case 'block-request': {
      const block = findBlock(node, packet.hash);
      if (block) post(from, { type: 'block', block });
      break;
    }
    case 'block':
      node.dispatch({ type: 'block-stored', block: packet.block });
      break;
    case 'certificates-request': {
      const { fromView, toView } = packet;
      node.dispatch({ type: 'certificates-requested', peer, fromView, toView });
      break;
    }
    case 'range-request':
      post(from, { type: 'range', stored: rangeFrom(node, packet.fromHeight) });
      break;
    case 'range':
      catchUp(node, packet.stored);
      break;
  }
}

function receiveMessage(node: SimulatedNode, from: number, message: ConsensusMessage): void {
  const { config } = node.context;
  const peer = String(from);
  switch (message.type) {
    case 'vote':
      if (message.vote.signer === from) node.dispatch({ type: 'vote', vote: message.vote, peer });
      break;
    case 'certificate': {
      const { certificate } = message;
      if (!wantsCertificate(node.state(), certificate.statement)) return;
      if (!isCertificateValid(config, certificate)) return;
      node.dispatch({ type: 'certificate', certificate, peer });
      break;
    }
    case 'proposal': {
      const { proposal } = message;
      if (!wantsProposal(node.state(), proposal) || !isProposalVerified(config, proposal)) return;
      node.dispatch({ type: 'proposal', proposal, peer });
      break;
    }
  }
}

function findBlock(node: SimulatedNode, hash: Hash) {
  const held = node.state().blocks.get(hash)?.block;
  if (held) return held;
  const { blocks } = node.context.storage;
  for (let i = blocks.length - 1; i >= 0 && i > blocks.length - 256; i--) {
    const stored = blocks[i] as StoredBlock;
    if (hashOnce(stored.block.header) === hash) return stored.block;
  }
  return undefined;
}

/** Stored blocks up to the last one with its own finalization. */
function rangeFrom(node: SimulatedNode, fromHeight: bigint): StoredBlock[] {
  const at = Number(fromHeight) - 1;
  const blocks = node.context.storage.blocks.slice(at, at + BLOCKS_PER_RANGE);
  while (blocks.length > 0 && !blocks.at(-1)?.certificate) blocks.pop();
  return blocks;
}

/** Takes a range of blocks under one finalization, executing every one. */
function catchUp(node: SimulatedNode, stored: readonly StoredBlock[]): void {
  const { config, storage, oracle, index } = node.context;
  const { floor } = node.state();
  const last = stored.at(-1);
  if (!last?.certificate || storage.blocks.length !== Number(floor.header.height)) return;
  let parent = floor.header;
  let parentHash = floor.hash;
  for (const { block } of stored) {
    if (block.header.parentHash !== parentHash) return;
    if (!isValidSimulated(config, parent, block)) return;
    parent = block.header;
    parentHash = hashOnce(block.header);
  }
  const { certificate } = last;
  if (certificate.statement.digest !== parentHash) return;
  if (!isCertificateValid(config, certificate)) return;
  const blocks = stored.map(({ block }) => block);
  const header = parent;
  node.commit(stored, () => {
    oracle.finalized(index, blocks, certificate);
    node.later(0, () => node.dispatch({ type: 'synced', floor: { header, certificate } }));
  });
}

const SYNC_AFTER_HEIGHTS = 4n;
const BLOCKS_PER_RANGE = 64;
