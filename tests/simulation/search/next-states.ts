import { type Block, hashOfBlock } from '../../../lib/chain/block.ts';
import { bitmapFromIndexes, type Certificate } from '../../../lib/chain/certificate.ts';
import { leaderIndex } from '../../../lib/chain/committee.ts';
import type { Header } from '../../../lib/chain/header.ts';
import { NOTARIZE, NULLIFY, type Statement } from '../../../lib/chain/statement.ts';
import { wantsCertificate, wantsProposal, wantsVote } from '../../../lib/consensus/read-state.ts';
import type { Proposal, Vote } from '../../../lib/consensus/types.ts';
import { buildBlock } from '../ledger.ts';
import type { EventBody } from '../node/node-context.ts';
import { isBoundary } from '../simulated-chain.ts';
import { isInScope, runEvent } from './run-event.ts';
import type { SearchNode, SearchState } from './search-state.ts';
import { type SearchWorld, wallMsAt } from './search-world.ts';

/** Everything that can happen next: a message arrives somewhere, a deadline passes, one crashes. */
export function nextStates(world: SearchWorld, state: SearchState): SearchState[] {
  const certificates = certificatesIn(world, state);
  const proposals = [...state.proposals, ...proposalsOfLiar(world, state, certificates)];
  const known = withBlocks(state, proposals);
  return known.nodes.flatMap((node, index) =>
    eventsFor(world, known, node, proposals, certificates).flatMap((event) => {
      const { state: next, writes } = runEvent(world, known, index, event);
      if (!world.scope.hasCrash || state.hasCrashed) return [next];
      const deaths = Array.from({ length: writes + 1 }, (_, death) => death);
      return [next, ...deaths.map((death) => runEvent(world, known, index, event, death).state)];
    }),
  );
}

function eventsFor(
  world: SearchWorld,
  state: SearchState,
  { engine, validator, votes }: SearchNode,
  proposals: readonly Proposal[],
  certificates: readonly Certificate[],
): EventBody[] {
  if (engine.phase !== 'running') return [];
  const { scope, sign } = world;
  const peer = '';
  const events: EventBody[] = [];
  for (const proposal of proposals) {
    const isOwn = proposal.vote.signer === validator;
    if (!isOwn && wantsProposal(engine, proposal))
      events.push({ type: 'proposal', proposal, peer });
  }
  for (const certificate of certificates) {
    if (!wantsCertificate(engine, certificate.statement)) continue;
    events.push({ type: 'certificate', certificate, peer });
  }
  if (scope.deliversVotes) {
    for (const other of state.nodes) {
      if (other.validator === validator) continue;
      for (const vote of other.votes) {
        if (wantsVote(engine, vote)) events.push({ type: 'vote', vote, peer });
      }
    }
  }
  const { signature } = sign(validator, nullification(engine.config.epoch, engine.view));
  const hasGivenUp = votes.some((vote) => vote.signature === signature);
  if (isInScope(world, engine.view) && !hasGivenUp) events.push({ type: 'tick' });
  return events;
}

function nullification(epoch: bigint, view: bigint): Statement {
  return { kind: NULLIFY, epoch, view, digest: `0x${'00'.repeat(32)}` };
}

/** All certificates that the votes sent so far make, when the liar adds its own to each. */
function certificatesIn(world: SearchWorld, { nodes }: SearchState): Certificate[] {
  const { scope, quorum, signatures, epoch } = world;
  const byStatement = new Map<string, Vote[]>();
  for (const vote of nodes.flatMap((node) => node.votes)) {
    const { kind, view, digest } = vote.statement;
    const key = `${kind}/${view}/${digest}`;
    byStatement.set(key, [...(byStatement.get(key) ?? []), vote]);
  }
  return [...byStatement.values()].flatMap((honest) => {
    const { statement } = honest[0] as Vote;
    const votes = scope.hasLiar ? [world.sign(0, statement), ...honest] : honest;
    const power = votes.reduce((sum, { signer }) => sum + memberPower(epoch, signer), 0n);
    const signature = signatures.aggregate(votes.map((vote) => vote.signature));
    if (power < quorum || !signature) return [];
    const signers = votes.map(({ signer }) => signer);
    return [{ statement, signers: bitmapFromIndexes(signers, scope.nodes), signature }];
  });
}

function memberPower({ committee }: SearchWorld['epoch'], index: number): bigint {
  return committee[index]?.power ?? 0n;
}

/** Two blocks on each certified block and on the root, in each view that the liar leads. */
function proposalsOfLiar(
  world: SearchWorld,
  { blocks }: SearchState,
  certificates: readonly Certificate[],
): Proposal[] {
  const { scope, epoch } = world;
  if (!scope.hasLiar) return [];
  const nullifications = certificates.filter(({ statement }) => statement.kind === NULLIFY);
  const bases: { header: Header; certificate?: Certificate }[] = [{ header: epoch.root }];
  for (const certificate of certificates) {
    const header = blocks.get(certificate.statement.digest)?.header;
    if (certificate.statement.kind === NOTARIZE && header) bases.push({ header, certificate });
  }
  return scope.leaders.flatMap((_, index) => {
    const view = BigInt(index + 1);
    if (leaderIndex(epoch.committee, epoch.seed, view) !== 0) return [];
    const skipped = nullifications.filter(({ statement }) => statement.view < view);
    skipped.sort((a, b) => Number(a.statement.view - b.statement.view));
    return bases
      .filter(({ header, certificate }) => (certificate?.statement.view ?? header.view) < view)
      .flatMap((base) => proposalsOn(world, view, base, skipped, blocks));
  });
}

function proposalsOn(
  world: SearchWorld,
  view: bigint,
  { header: parent, certificate }: { header: Header; certificate?: Certificate },
  skipped: readonly Certificate[],
  blocks: SearchState['blocks'],
): Proposal[] {
  const from = certificate?.statement.view ?? 0n;
  const nullifications = skipped.filter(({ statement }) => statement.view > from);
  const propose = (block: Block, justify?: Certificate): Proposal => {
    const digest = hashOfBlock(block);
    const vote = world.sign(0, { kind: NOTARIZE, epoch: world.epoch.epoch, view, digest });
    return { view, block, nullifications, vote, ...(justify && { justify }) };
  };
  if (certificate && isBoundary(parent)) {
    const block = blocks.get(certificate.statement.digest);
    return block ? [propose(block, certificate)] : [];
  }
  return [0, 1].map((laterMs) => {
    const timestampMs = wallMsAt(view) + laterMs;
    const request = { view, parent, timestampMs, transactions: [] };
    const block = buildBlock(world, world.epoch, 0, {
      ...request,
      ...(certificate && { parentCertificate: certificate }),
    });
    return propose(block);
  });
}

/** The liar's blocks can be fetched, too. */
function withBlocks(state: SearchState, proposals: readonly Proposal[]): SearchState {
  const blocks = new Map(state.blocks);
  for (const { vote, block } of proposals) blocks.set(vote.statement.digest, block);
  return { ...state, blocks };
}
