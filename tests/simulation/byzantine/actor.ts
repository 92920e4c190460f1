import { bodyRootOf, hashOfBlock } from '../../../lib/chain/block.ts';
import type { Header } from '../../../lib/chain/header.ts';
import { NOTARIZE, type Statement, type StatementKind } from '../../../lib/chain/statement.ts';
import type { EngineState } from '../../../lib/consensus/state.ts';
import type { ConsensusMessage, Proposal, Vote } from '../../../lib/consensus/types.ts';
import { type Hash, type Hex, hexFromBytes } from '../../../lib/core/bytes.ts';
import type { ProcessView } from '../ethereum/simulated-ethereum.ts';
import type { Ledger, World } from '../ledger.ts';
import type { Packet } from '../packet.ts';
import type { Random } from '../random.ts';
import type { SimulatedEpoch } from '../simulated-chain.ts';
import { messageOf } from '../verify-messages.ts';

/**
 * A validator that lies. Inside it runs an honest process; the actor decides what of it others get
 * to see, what it gets to see of others, and what is said besides.
 */
export interface Actor {
  /** What goes to `to` instead of what the process says. */
  speak?(message: ConsensusMessage, to: number): readonly ConsensusMessage[];
  /** Upon a message from another process: false hides it from the own one. */
  hear?(from: number, message: ConsensusMessage): boolean;
  /** False keeps a request, an answer or a status from leaving. */
  answers?(packet: Packet): boolean;
  /** Loses its journal, but not its key, whenever it crashes. */
  isForgetful?: boolean;
}

/** What an actor can do. */
export interface Mask extends World {
  /** Number of the validator. */
  validator: number;
  /** Other validators that lie in the same way. */
  accomplices: readonly number[];
  peers: readonly number[];
  random: Random;
  now(): number;
  /** Undefined while the process is down. */
  here(): { epoch: SimulatedEpoch; state: EngineState } | undefined;
  send(to: number, message: ConsensusMessage): void;
  crash(forMs: number): void;
  later(delayMs: number, run: () => void): void;
  /** No later event runs before. */
  wait(promise: Promise<unknown>): void;
  ledger: Ledger;
  ethereum: ProcessView;
  /** To be called when the actor did what it is named for. */
  acted(): void;
}

/** A vote in the validator's own name, in any epoch; undefined if it is no member now. */
export function signVote(
  mask: Mask,
  kind: StatementKind,
  view: bigint,
  digest: Hash,
  epochOffset = 0n,
): Vote | undefined {
  const here = mask.here();
  const signer = here?.epoch.validators.indexOf(mask.validator) ?? -1;
  if (!here || signer < 0 || view < 1n) return undefined;
  const statement: Statement = { kind, epoch: here.epoch.epoch + epochOffset, view, digest };
  return { statement, signer, signature: shareOf(mask, statement) };
}

export function shareOf({ chain, signatures, validator }: Mask, statement: Statement): Hex {
  return signatures.sign(validator, messageOf(chain.genesisHash, statement));
}

export function voteMessages(votes: readonly (Vote | undefined)[]): ConsensusMessage[] {
  return votes.flatMap((vote) => (vote ? [{ type: 'vote', vote } as const] : []));
}

export function broadcast(mask: Mask, messages: readonly ConsensusMessage[]): void {
  for (const to of mask.peers) for (const message of messages) mask.send(to, message);
}

export function randomHash(random: Random): Hash {
  return hexFromBytes(Uint8Array.from({ length: 32 }, () => random.between(0, 255)));
}

/** The same proposal with another header, signed again. */
export function changedProposal(
  mask: Mask,
  proposal: Proposal,
  change: Partial<Header>,
): Proposal | undefined {
  const { header, body } = proposal.block;
  const block = { header: { ...header, bodyRoot: bodyRootOf(body), ...change }, body };
  const vote = signVote(mask, NOTARIZE, proposal.view, hashOfBlock(block));
  return vote && { ...proposal, block, vote };
}

/** Replaces each proposal by one and the same other, whoever it goes to. */
export function replaceProposals(
  mask: Mask,
  change: (header: Header) => Partial<Header>,
): Required<Pick<Actor, 'speak'>> {
  const replaced = new WeakMap<ConsensusMessage, ConsensusMessage[]>();
  return {
    speak: (message) => {
      if (message.type !== 'proposal') return [message];
      const known = replaced.get(message);
      if (known) return known;
      const { proposal } = message;
      const other = changedProposal(mask, proposal, change(proposal.block.header));
      const messages = other ? [{ type: 'proposal', proposal: other } as const] : [];
      if (other) mask.acted();
      replaced.set(message, messages);
      return messages;
    },
  };
}

/** Hides own votes, which tell an honest process that its key is used elsewhere. */
export function isForeign(mask: Mask, message: ConsensusMessage): boolean {
  if (message.type !== 'vote') return true;
  return mask.here()?.epoch.validators[message.vote.signer] !== mask.validator;
}
