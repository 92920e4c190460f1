import { blockFromBytes, bytesFromBlock } from '../chain/block.ts';
import { certificateFromItem, itemFromCertificate } from '../chain/certificate.ts';
import { itemFromStatement, NULLIFY, statementFromItem } from '../chain/statement.ts';
import {
  MAX_COMMITTEE_MEMBERS,
  MAX_MESSAGE_BYTES,
  MAX_NULLIFICATIONS_PER_PROPOSAL,
} from '../core/limits.ts';
import {
  bytesOf,
  decodeRlp,
  encodeRlp,
  hexItem,
  hexOf,
  listOf,
  malformed,
  numberOf,
  type RlpItem,
  uintItem,
  uintOf,
} from '../core/rlp.ts';
import type { ConsensusMessage, PeerStatus, Proposal, Vote } from './types.ts';

/** RLP `[type, content]`; the numbers of the types are on the wire and never change. */
export function bytesFromConsensusMessage(message: ConsensusMessage): Uint8Array<ArrayBuffer> {
  switch (message.type) {
    case 'proposal':
      return encodeRlp([PROPOSAL, itemFromProposal(message.proposal)]);
    case 'vote':
      return encodeRlp([VOTE, itemFromVote(message.vote)]);
    case 'certificate':
      return encodeRlp([CERTIFICATE, itemFromCertificate(message.certificate)]);
  }
}

/** @throws WeftError `codec/malformed`. Checks form and size only. */
export function consensusMessageFromBytes(bytes: Uint8Array): ConsensusMessage {
  if (bytes.length > MAX_MESSAGE_BYTES) throw malformed(`message of ${bytes.length} bytes`);
  const [type, content] = listOf(decodeRlp(bytes), 2);
  switch (bytesOf(type, 1)[0]) {
    case PROPOSAL[0]:
      return { type: 'proposal', proposal: proposalFromItem(content) };
    case VOTE[0]:
      return { type: 'vote', vote: voteFromItem(content) };
    case CERTIFICATE[0]:
      return { type: 'certificate', certificate: certificateFromItem(content) };
    default:
      throw malformed('message type');
  }
}

export function bytesFromPeerStatus(status: PeerStatus): Uint8Array<ArrayBuffer> {
  return encodeRlp([
    uintItem(status.epoch),
    uintItem(status.view),
    uintItem(status.finalizedHeight),
    hexItem(status.finalizedHash),
    uintItem(status.wallMs),
  ]);
}

/** @throws WeftError `codec/malformed`. */
export function peerStatusFromBytes(bytes: Uint8Array): PeerStatus {
  const [epoch, view, height, hash, wall] = listOf(decodeRlp(bytes), 5);
  return {
    epoch: uintOf(epoch),
    view: uintOf(view),
    finalizedHeight: uintOf(height),
    finalizedHash: hexOf(hash, 32),
    wallMs: numberOf(wall),
  };
}

export function itemFromVote(vote: Vote): RlpItem {
  return [itemFromStatement(vote.statement), uintItem(vote.signer), hexItem(vote.signature)];
}

export function voteFromItem(item: RlpItem | undefined): Vote {
  const [statement, signerItem, signature] = listOf(item, 3);
  const signer = numberOf(signerItem);
  if (signer >= MAX_COMMITTEE_MEMBERS) throw malformed('signer index');
  return { statement: statementFromItem(statement), signer, signature: hexOf(signature, 96) };
}

export function itemFromProposal(proposal: Proposal): RlpItem {
  return [
    uintItem(proposal.view),
    bytesFromBlock(proposal.block),
    proposal.nullifications.map(itemFromCertificate),
    proposal.justify ? itemFromCertificate(proposal.justify) : [],
    itemFromVote(proposal.vote),
  ];
}

export function proposalFromItem(item: RlpItem | undefined): Proposal {
  const [view, block, nullificationsItem, justify, vote] = listOf(item, 5);
  const nullificationItems = listOf(nullificationsItem);
  if (nullificationItems.length > MAX_NULLIFICATIONS_PER_PROPOSAL) {
    throw malformed(`${nullificationItems.length} nullifications`);
  }
  const nullifications = nullificationItems.map(certificateFromItem);
  for (const { statement } of nullifications) {
    if (statement.kind !== NULLIFY) throw malformed('nullification of another kind');
  }
  return {
    view: uintOf(view),
    block: blockFromBytes(bytesOf(block)),
    nullifications,
    ...(listOf(justify).length > 0 && { justify: certificateFromItem(justify) }),
    vote: voteFromItem(vote),
  };
}

const PROPOSAL = Uint8Array.of(1);
const VOTE = Uint8Array.of(2);
const CERTIFICATE = Uint8Array.of(3);
