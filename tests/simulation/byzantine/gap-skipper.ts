import { hashOfBlock } from '../../../lib/chain/block.ts';
import type { Certificate } from '../../../lib/chain/certificate.ts';
import { leaderIndex } from '../../../lib/chain/committee.ts';
import { NOTARIZE } from '../../../lib/chain/statement.ts';
import { whenKnown } from '../eventual.ts';
import { type Actor, broadcast, type Mask, signVote } from './actor.ts';

/**
 * As leader, builds at once on the block before the last one, as if the last one had been
 * nullified, while the votes that make the last one final are still on their way.
 */
export function createGapSkipper(mask: Mask): Actor {
  let last = '';

  const attack = ({ statement }: Certificate) => {
    const here = mask.here();
    if (!here || statement.kind !== NOTARIZE) return;
    const view = statement.view + 1n;
    const { floor, blocks } = here.state;
    const { committee, seed, validators, epoch } = here.epoch;
    const isLeader = validators[leaderIndex(committee, seed, view)] === mask.validator;
    const skipped = blocks.get(statement.digest)?.block;
    if (!isLeader || !skipped || last === `${epoch}/${view}`) return;
    last = `${epoch}/${view}`;
    const { parentHash } = skipped.header;
    const parent = parentHash === floor.hash ? floor.header : blocks.get(parentHash)?.block.header;
    if (!parent) return;
    const { parentCertificate } = skipped.body;
    const built = mask.ledger.build(here.epoch, mask.validator, {
      view,
      parent,
      timestampMs: parent.timestampMs + mask.chain.minBlockMs,
      transactions: [],
      ...(parentCertificate && { parentCertificate }),
    });
    whenKnown(mask, built, (block) => {
      const vote = signVote(mask, NOTARIZE, view, hashOfBlock(block));
      if (!vote) return;
      mask.acted();
      broadcast(mask, [{ type: 'proposal', proposal: { view, block, nullifications: [], vote } }]);
    });
  };

  return {
    speak: (message) => {
      if (message.type === 'certificate') attack(message.certificate);
      return message.type === 'proposal' ? [] : [message];
    },
    hear: (_from, message) => {
      if (message.type === 'certificate') attack(message.certificate);
      return true;
    },
  };
}
