import { FINALIZE, NOTARIZE, NULLIFY } from '../../../lib/chain/statement.ts';
import type { Proposal } from '../../../lib/consensus/types.ts';
import { ZERO_HASH } from '../../../lib/core/bytes.ts';
import {
  type Actor,
  broadcast,
  changedProposal,
  type Mask,
  randomHash,
  signVote,
  voteMessages,
} from './actor.ts';

/** Sends as much as it can make up: signed votes for nothing and proposals without end. */
export function createFlooder(mask: Mask): Actor {
  const { random } = mask;
  let quietUntilMs = 0;

  const junkVote = (view: bigint) => {
    const kind = random.pick([NOTARIZE, NULLIFY, FINALIZE] as const);
    const at = view + BigInt(random.between(-70, 70));
    return signVote(mask, kind, at, kind === NULLIFY ? ZERO_HASH : randomHash(random));
  };

  const flood = (proposal: Proposal | undefined) => {
    const here = mask.here();
    if (!here || mask.now() < quietUntilMs) return;
    quietUntilMs = mask.now() + BURST_EVERY_MS;
    mask.acted();
    broadcast(mask, voteMessages(Array.from({ length: BURST }, () => junkVote(here.state.view))));
    if (!proposal) return;
    for (let i = 1; i <= BURST_PROPOSALS; i++) {
      const timestampMs = proposal.block.header.timestampMs + i;
      const other = changedProposal(mask, proposal, { timestampMs });
      if (other) broadcast(mask, [{ type: 'proposal', proposal: other }]);
    }
  };

  return {
    speak: (message) => {
      flood(message.type === 'proposal' ? message.proposal : undefined);
      return [message];
    },
  };
}

const BURST = 24;
const BURST_PROPOSALS = 4;
const BURST_EVERY_MS = 1_000;
