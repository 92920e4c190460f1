import type { BlockSummary, LoomEvent } from '../../client/types.ts';
import type { Hash } from '../../core/bytes.ts';
import { MAX_LOOM_BLOCKS, MAX_LOOM_MISSED_VIEWS, MAX_LOOM_PASSES } from '../../core/limits.ts';

/** An attempt to agree on a block. Views count from 1 in each epoch. */
export interface LoomView {
  epoch: bigint;
  view: bigint;
}

/** A block that is still being voted on: one loose thread above the cloth. */
export interface LoomPass extends LoomView {
  height?: bigint;
  hash?: Hash;
  proposer?: number;
  /** Ascending indexes of validators whose vote of that kind arrived. */
  notarize: readonly number[];
  nullify: readonly number[];
  finalize: readonly number[];
  certificate: 'none' | 'notarization' | 'finalization';
}

export interface LoomState {
  /** Final blocks, newest first. */
  blocks: readonly BlockSummary[];
  /** Oldest first. */
  passes: readonly LoomPass[];
  /** Views above the newest block that closed without one, ascending. */
  missed: readonly LoomView[];
}

/** Besides events: blocks read at once, and the news that events were missed. */
export type LoomAction =
  | LoomEvent
  | { type: 'blocks'; blocks: readonly BlockSummary[] }
  | { type: 'gap' };

export const EMPTY_LOOM: LoomState = { blocks: [], passes: [], missed: [] };

/**
 * Folds what the node reports into what is drawn. Nothing else moves the picture: the same events
 * give the same cloth, and an event about a view that is already woven changes nothing.
 */
export function reduceLoom(state: LoomState, action: LoomAction): LoomState {
  if (action.type === 'blocks') return withBlocks(state, action.blocks);
  // What hung in the air may have been closed unseen, so it is taken down.
  if (action.type === 'gap') return { ...state, passes: [], missed: [] };
  if (action.type === 'final') return withBlocks(state, [action.block]);
  const newest = state.blocks[0];
  if (newest && order(action, newest) <= 0) return state;
  if (action.type === 'proposal')
    return withPass(state, action, (pass) => ({
      ...(pass.hash === undefined || pass.hash === action.hash ? pass : emptyPass(action)),
      height: action.height,
      hash: action.hash,
      proposer: action.proposer,
    }));
  if (action.type === 'vote') return withVote(state, action);
  return withCertificate(state, action);
}

function withVote(state: LoomState, vote: LoomEvent & { type: 'vote' }): LoomState {
  return withPass(state, vote, (pass) => {
    if (pass[vote.kind].includes(vote.signer)) return pass;
    const counted = { ...pass, [vote.kind]: including(pass[vote.kind], vote.signer) };
    if (vote.kind === 'nullify') return counted;
    if (pass.hash !== undefined && vote.hash !== pass.hash) return pass;
    // A closed certificate says exactly who is in it; later votes no longer count.
    if (pass.certificate === 'finalization') return pass;
    return { ...counted, ...(vote.hash !== undefined && { hash: vote.hash }) };
  });
}

function withCertificate(
  state: LoomState,
  certificate: LoomEvent & { type: 'certificate' },
): LoomState {
  const { kind, hash, signers } = certificate;
  if (kind === 'nullification') return withMissedView(state, certificate);
  return withPass(state, certificate, (pass) => {
    const known = { ...pass, ...(hash !== undefined && { hash }) };
    if (kind === 'finalization') return { ...known, finalize: signers, certificate: kind };
    if (pass.certificate === 'finalization') return pass;
    return {
      ...known,
      notarize: signers.reduce(including, pass.notarize),
      certificate: 'notarization',
    };
  });
}

function withMissedView(state: LoomState, { epoch, view }: LoomView): LoomState {
  const at = { epoch, view };
  if (isAmong(state.missed, at)) return state;
  const missed = [...state.missed, at].sort(order).slice(-MAX_LOOM_MISSED_VIEWS);
  // A notarized block may still become final through a child, so its thread stays.
  const passes = state.passes.filter(
    (pass) => order(pass, at) !== 0 || pass.certificate !== 'none',
  );
  return { ...state, missed, passes };
}

function withPass(state: LoomState, at: LoomView, change: (pass: LoomPass) => LoomPass): LoomState {
  const before = state.passes.find((pass) => order(pass, at) === 0);
  if (!before && isAmong(state.missed, at)) return state;
  const after = change(before ?? emptyPass(at));
  if (after === before) return state;
  const passes = [...state.passes.filter((pass) => pass !== before), after]
    .sort(order)
    .slice(-MAX_LOOM_PASSES);
  return { ...state, passes };
}

function withBlocks(state: LoomState, arrived: readonly BlockSummary[]): LoomState {
  const byHeight = new Map(state.blocks.map((block) => [block.height, block]));
  for (const block of arrived) byHeight.set(block.height, block);
  const blocks = [...byHeight.values()]
    .sort((a, b) => ascending(b.height, a.height))
    .slice(0, MAX_LOOM_BLOCKS);
  const newest = blocks[0];
  const isOpen = (at: LoomView) => !newest || order(at, newest) > 0;
  // The boundary of an epoch may be proposed again in later views.
  const isAbove = ({ height }: LoomPass) => !newest || !height || height > newest.height;
  return {
    blocks,
    passes: state.passes.filter((pass) => isOpen(pass) && isAbove(pass)),
    missed: state.missed.filter(isOpen),
  };
}

function emptyPass({ epoch, view }: LoomView): LoomPass {
  return { epoch, view, notarize: [], nullify: [], finalize: [], certificate: 'none' };
}

function including(signers: readonly number[], signer: number): readonly number[] {
  return signers.includes(signer) ? signers : [...signers, signer].sort((a, b) => a - b);
}

function isAmong(views: readonly LoomView[], at: LoomView): boolean {
  return views.some((each) => order(each, at) === 0);
}

/** Negative when the first comes before the second. */
function order(a: LoomView, b: LoomView): number {
  return ascending(a.epoch, b.epoch) || ascending(a.view, b.view);
}

function ascending(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
