import type { Hex } from '../core/bytes.ts';
import { MAX_CHARGED_VIEWS } from '../core/limits.ts';
import type { Body } from './block.ts';
import { signersOf } from './certificate.ts';
import type { Chain } from './chain.ts';
import { convict } from './check-evidence.ts';
import { leaderIndex } from './committee.ts';
import { type EpochInfo, epochInfoOf, isBoundary } from './epoch.ts';
import type { Header } from './header.ts';
import { nextMix } from './mix.ts';
import type { BlockContext } from './module.ts';
import type { StateTree } from './state-tree.ts';

/** The block below, and the state after it. */
export interface ParentState {
  readonly header: Header;
  readonly tree: StateTree;
}

/** What is settled about a block before it executes. */
export interface BlockPlan
  extends Pick<Header, 'view' | 'timestampMs' | 'proposer'>,
    Pick<Body, 'parentCertificate' | 'inbox' | 'evidence'> {
  /** The proposer's signature over epoch and view. */
  readonly reveal: Hex;
}

/**
 * What modules see of a block.
 * @throws WeftError `block/wrong-evidence`.
 */
export function blockContextOf(chain: Chain, parent: ParentState, plan: BlockPlan): BlockContext {
  const { timestampMs, proposer, inbox, evidence, reveal } = plan;
  const epoch = epochInfoOf(parent.tree);
  return {
    height: parent.header.height + 1n,
    timestampMs,
    proposer,
    randomness: parent.header.mix,
    mix: nextMix(parent.header.mix, reveal),
    epoch: {
      number: epoch.epoch,
      committee: epoch.committee,
      missed: missedLeaders(epoch, firstSkippedView(parent.header), plan.view),
      attended: attendedMembers(epoch, parent.header, plan),
      isBoundary: endsEpoch(chain, epoch, timestampMs),
    },
    guilty: convict(chain, parent.tree, evidence),
    inbox: inbox.map((event, i) => ({ index: parent.header.inboxCount + BigInt(i + 1), event })),
  };
}

/** The view of a block's parent in the block's own epoch, whose views begin at 1. */
export function parentView(parent: Header): bigint {
  return isBoundary(parent) ? 0n : parent.view;
}

/** Whether a block of this view may carry events of Ethereum: no view failed since its parent's. */
export function mayFollowInbox(parent: Header, view: bigint): boolean {
  return parentView(parent) === view - 1n;
}

/** An epoch ends with the first block that is its length younger than its root. */
function endsEpoch({ genesis }: Chain, { startMs }: EpochInfo, timestampMs: number): boolean {
  const { epochMs } = genesis.parameters;
  return epochMs > 0 && timestampMs >= startMs + epochMs;
}

function firstSkippedView(parent: Header): bigint {
  return parentView(parent) + 1n;
}

function missedLeaders({ committee, seed }: EpochInfo, from: bigint, to: bigint): number[] {
  const missed: number[] = [];
  for (let view = from; view < to && missed.length < MAX_CHARGED_VIEWS; view++) {
    missed.push(leaderIndex(committee, seed, view));
  }
  return missed;
}

/** The first block of an epoch carries a certificate of the committee before. */
function attendedMembers(
  { committee }: EpochInfo,
  parent: Header,
  { parentCertificate }: BlockPlan,
): number[] {
  if (!parentCertificate || isBoundary(parent)) return [];
  return (signersOf(parentCertificate, committee) ?? []).map(({ index }) => index);
}
