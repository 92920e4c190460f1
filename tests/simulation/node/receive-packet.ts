import type { Block } from '../../../lib/chain/block.ts';
import { FINALIZE } from '../../../lib/chain/statement.ts';
import { epochOfMessage } from '../../../lib/consensus/epoch-buffer.ts';
import { peerStatusFromBytes } from '../../../lib/consensus/messages.ts';
import { wantsCertificate, wantsProposal } from '../../../lib/consensus/read-state.ts';
import type { ConsensusMessage } from '../../../lib/consensus/types.ts';
import type { Hash } from '../../../lib/core/bytes.ts';
import { areAllInTurn, type Eventual, whenKnown } from '../eventual.ts';
import { hashOnce } from '../hash-once.ts';
import type { Envelope, Packet } from '../packet.ts';
import { isBoundary } from '../simulated-chain.ts';
import type { StoredBlock } from '../simulated-storage.ts';
import { isCertified, isProposalVerified } from '../verify-messages.ts';
import type { EngineRunner } from './engine-runner.ts';
import type { SimulatedNode } from './simulated-node.ts';

/** What a driver does with a packet: verify, answer, or hand it to the engine. */
export function receivePacket(node: SimulatedNode, from: number, packet: Packet): void {
  const { post } = node.context;
  switch (packet.type) {
    case 'consensus':
      receiveMessage(node, from, packet.message, packet.envelope);
      break;
    case 'status':
      receiveStatus(node, from, packet.bytes);
      break;
    case 'block-request': {
      const block = findBlock(node, packet.hash);
      if (block) post(from, { type: 'block', block });
      break;
    }
    case 'block':
      if (packet.block.header.epoch === node.current().epoch.epoch) {
        node.current().dispatch({ type: 'block-stored', block: packet.block });
      }
      break;
    case 'certificates-request': {
      const { epoch, fromView, toView } = packet;
      const peer = String(from);
      node.engineOf(epoch)?.dispatch({ type: 'certificates-requested', peer, fromView, toView });
      break;
    }
    case 'range-request':
      post(from, { type: 'range', stored: rangeFrom(node, packet.fromHeight) });
      break;
    case 'range':
      catchUp(node, from, packet.stored);
      break;
  }
}

/**
 * Messages of the next epoch wait for their committee; those of ended ones help nobody here. Gossip
 * is taken once, and passed on when the gates accept it.
 */
export function receiveMessage(
  node: SimulatedNode,
  from: number,
  message: ConsensusMessage,
  envelope?: Envelope,
): void {
  const { context } = node;
  const running = node.current().epoch.epoch;
  const epoch = epochOfMessage(message);
  if (envelope && !node.isNews(envelope)) return;
  if (epoch === running + 1n && (envelope || !context.isMesh)) {
    node.hold(from, epoch, message, envelope);
  }
  if (epoch !== running) return;
  whenKnown(context.queue, judge(node, from, message, envelope), (isAccepted) => {
    if (isAccepted && envelope) passOn(node, from, message, envelope);
  });
}

/** A message of the running epoch: the engine hears of it, or not. */
export function judge(
  node: SimulatedNode,
  from: number,
  message: ConsensusMessage,
  envelope?: Envelope,
): Eventual<boolean> {
  const { context } = node;
  const engine = node.current();
  if (!context.isMesh) {
    deliver(node, engine, from, message);
    return false;
  }
  const author = envelope && String(context.identityOf(envelope.author));
  const verdict = engine.gates().judge(message, String(from), author);
  return verdict instanceof Promise
    ? verdict.then((one) => one === 'accept')
    : verdict === 'accept';
}

function passOn(
  { context }: SimulatedNode,
  from: number,
  message: ConsensusMessage,
  envelope: Envelope,
): void {
  context.counters.add('gossip/passed-on');
  for (const peer of context.peers) {
    const isKnownThere = peer === from || peer === envelope.author;
    if (!isKnownThere) context.post(peer, { type: 'consensus', message, envelope });
  }
}

function deliver(
  { context }: SimulatedNode,
  engine: EngineRunner,
  from: number,
  message: ConsensusMessage,
): void {
  const peer = String(from);
  const { epoch } = engine;
  switch (message.type) {
    case 'vote': {
      const { vote } = message;
      // The envelope proves who sent it, and votes travel only in their author's envelope.
      if (epoch.validators[vote.signer] !== context.identityOf(from)) return;
      engine.dispatch({ type: 'vote', vote, peer });
      break;
    }
    case 'certificate': {
      const { certificate } = message;
      if (!wantsCertificate(engine.state(), certificate.statement)) return;
      if (!isCertified(context, epoch, certificate)) return;
      engine.dispatch({ type: 'certificate', certificate, peer });
      break;
    }
    case 'proposal': {
      const { proposal } = message;
      if (!wantsProposal(engine.state(), proposal)) return;
      if (!isProposalVerified(context, epoch, proposal)) return;
      engine.dispatch({ type: 'proposal', proposal, peer });
      break;
    }
  }
}

function receiveStatus(node: SimulatedNode, from: number, bytes: Uint8Array): void {
  const status = peerStatusFromBytes(bytes);
  const engine = node.current();
  engine.dispatch({ type: 'status', peer: String(from), status });
  const height = node.height();
  const isFarBehind =
    status.finalizedHeight > height + SYNC_AFTER_HEIGHTS || status.epoch > engine.epoch.epoch;
  if (isFarBehind) node.context.post(from, { type: 'range-request', fromHeight: height + 1n });
}

function findBlock(node: SimulatedNode, hash: Hash): Block | undefined {
  const held = node.current().state().blocks.get(hash)?.block;
  if (held) return held;
  const { blocks } = node.context.storage;
  for (let i = blocks.length - 1; i >= 0 && i > blocks.length - 256; i--) {
    const stored = blocks[i] as StoredBlock;
    if (hashOnce(stored.block.header) === hash) return stored.block;
  }
  return undefined;
}

/** Stored blocks of one epoch, up to the last one with its own finalization. */
function rangeFrom(node: SimulatedNode, fromHeight: bigint): StoredBlock[] {
  const at = Number(fromHeight) - 1;
  const blocks = node.context.storage.blocks.slice(at, at + BLOCKS_PER_RANGE);
  const end = blocks.findIndex(({ block }) => isBoundary(block.header));
  if (end >= 0) blocks.length = end + 1;
  while (blocks.length > 0 && !blocks.at(-1)?.certificate) blocks.pop();
  return blocks;
}

/** Takes a range of blocks under one finalization, executing every one. */
function catchUp(node: SimulatedNode, from: number, stored: readonly StoredBlock[]): void {
  const { context } = node;
  const engine = node.current();
  const { floor } = engine.state();
  const certificate = stored.at(-1)?.certificate;
  if (!certificate || stored[0]?.block.header.height !== floor.header.height + 1n) return;
  const last = (stored.at(-1) as StoredBlock).block.header;
  const { kind, view, digest } = certificate.statement;
  const isOfLast = kind === FINALIZE && digest === hashOnce(last) && view >= last.view;
  const isCertain = isOfLast && isCertified(context, engine.epoch, certificate);
  const areValid =
    isCertain &&
    areAllInTurn(stored, ({ block }, index) => {
      const parent = index > 0 ? (stored[index - 1] as StoredBlock).block.header : floor.header;
      return context.ledger.isValid(engine.epoch, parent, block);
    });
  whenKnown(context.queue, areValid, (isSo) => {
    if (!isSo) return;
    node.catchUp(stored, certificate);
    const fromHeight = last.height + 1n;
    if (stored.length === BLOCKS_PER_RANGE || isBoundary(last)) {
      context.post(from, { type: 'range-request', fromHeight });
    }
  });
}

const SYNC_AFTER_HEIGHTS = 4n;
const BLOCKS_PER_RANGE = 64;
