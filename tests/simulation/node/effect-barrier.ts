import type { ConsensusEffect } from '../../../lib/consensus/types.ts';

/**
 * One first-in first-out list of effects over all epochs of a process: nothing that leaves the
 * process runs before the writes ahead of it are durable.
 */
export interface EffectBarrier {
  /** Runs an effect when it may. */
  pass(effect: ConsensusEffect, run: () => void): void;
  /** A write was begun; call the result when it is durable. */
  begin(): () => void;
}

export function createEffectBarrier(): EffectBarrier {
  const waiting: { run: () => void; after: number }[] = [];
  let begun = 0;
  let durable = 0;
  return {
    pass: (effect, run) => {
      const isFree = durable === begun && waiting.length === 0;
      if (isFree || !GATED.has(effect.type)) run();
      else waiting.push({ run, after: begun });
    },
    begin: () => {
      begun++;
      return () => {
        durable++;
        while (waiting[0] && waiting[0].after <= durable) waiting.shift()?.run();
      };
    },
  };
}

const GATED: ReadonlySet<ConsensusEffect['type']> = new Set([
  'broadcast',
  'send',
  'finalized',
  'epoch-ended',
  'evidence',
]);
