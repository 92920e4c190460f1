import type { Block } from '../../../lib/chain/block.ts';
import type { Header } from '../../../lib/chain/header.ts';
import { bitsOf, type ChainFacts, epochEndsAt } from './chain-facts.ts';

/** Who did its part in the running epoch, counted from final blocks alone. */
export interface OwnAttendance {
  count(parent: Header, block: Block): void;
  /** Missed more than half of at least four turns, or signed under 5 % of at least 20 blocks. */
  wasAway(validator: number): boolean;
  restart(): void;
}

export function createOwnAttendance(facts: ChainFacts): OwnAttendance {
  const turns = new Map<number, number>();
  const missed = new Map<number, number>();
  const attended = new Map<number, number>();
  let counted = 0;
  const add = (counts: Map<number, number>, validator: number) =>
    counts.set(validator, (counts.get(validator) ?? 0) + 1);

  return {
    count: (parent, { header, body }) => {
      const term = facts.termOf(header.epoch);
      if (!term) return;
      const isFirst = header.epoch !== parent.epoch || epochEndsAt(parent);
      const first = (isFirst ? 0n : parent.view) + 1n;
      for (let view = first; view < header.view && view < first + MAX_CHARGED; view++) {
        add(turns, facts.leaderOf(term, view));
        add(missed, facts.leaderOf(term, view));
      }
      add(turns, facts.leaderOf(term, header.view));
      if (isFirst || !body.parentCertificate) return;
      counted++;
      for (const bit of bitsOf(body.parentCertificate.signers)) {
        add(attended, term.members[bit]?.validator ?? -1);
      }
    },
    wasAway: (validator) => {
      const led = turns.get(validator) ?? 0;
      if (led >= 4 && (missed.get(validator) ?? 0) * 2 > led) return true;
      return counted >= 20 && (attended.get(validator) ?? 0) * 20 < counted;
    },
    restart: () => {
      for (const counts of [turns, missed, attended]) counts.clear();
      counted = 0;
    },
  };
}

const MAX_CHARGED = 1_024n;
