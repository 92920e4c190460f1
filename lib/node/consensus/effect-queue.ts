import type { ConsensusEffect, RecordBody } from '../../consensus/types.ts';
import { WeftError } from '../../core/errors.ts';
import { MAX_HELD_EFFECTS } from '../../core/limits.ts';

export interface EffectQueueActions {
  /** Resolves when the records are durable. */
  persist(records: readonly RecordBody[]): Promise<void>;
  /** A `persist` that failed or does not end: nothing that waited for it may happen any more. */
  onFailure(thrown: unknown): void;
}

export type RunEffect = (effect: ConsensusEffect) => void;

export interface EffectQueue {
  /** `run` carries out the effects of one engine; the order is over those of all epochs. */
  push(effects: readonly ConsensusEffect[], run: RunEffect): void;
  /**
   * For what leaves this node in another way than as an effect: resolves when all records so far
   * are durable. Rejects with `storage/failed` when they may never be.
   */
  settled(): Promise<void>;
  /** Drops what waits; a write under way ends, and its effects do not run. */
  close(): void;
}

/**
 * The barrier between what is durable and what leaves this node: an effect of a barred type runs
 * only when every `persist` before it is durable, in the order of the queue. All records that come
 * in while a write is under way share the next one. A write for which too much waits has failed.
 */
export function createEffectQueue({ persist, onFailure }: EffectQueueActions): EffectQueue {
  const arrived: { effect: ConsensusEffect; release(): void }[] = [];
  const held: { after: number; release(): void; drop?(): void }[] = [];
  let records: RecordBody[] = [];
  let asked = 0;
  let durable = 0;
  let writing = false;
  let closed = false;

  async function write(): Promise<void> {
    if (writing) return;
    writing = true;
    try {
      while (durable < asked && !closed) {
        const batch = records;
        const until = asked;
        records = [];
        if (batch.length > 0) await persist(batch);
        durable = until;
        while (!closed && held[0] && held[0].after <= durable) held.shift()?.release();
      }
    } catch (thrown) {
      fail(thrown);
    } finally {
      writing = false;
    }
  }

  function fail(thrown: unknown): void {
    if (closed) return;
    close();
    onFailure(thrown);
  }

  function close(): void {
    closed = true;
    records = [];
    arrived.length = 0;
    for (const { drop } of held.splice(0)) drop?.();
  }

  return {
    push(effects, run) {
      if (closed) return;
      // What an effect that runs at once leads to stands behind the other effects of its step.
      arrived.push(...effects.map((effect) => ({ effect, release: () => run(effect) })));
      for (let next = arrived.shift(); next; next = arrived.shift()) {
        const { effect, release } = next;
        if (effect.type === 'persist') {
          records.push(...effect.records);
          asked++;
        } else if (BARRED.has(effect.type) && (asked > durable || held.length > 0)) {
          held.push({ after: asked, release });
        } else release();
      }
      if (asked > durable) void write();
      if (held.length > MAX_HELD_EFFECTS || records.length > MAX_HELD_EFFECTS) {
        fail(new WeftError('storage/failed', 'a write does not end'));
      }
    },
    settled: () =>
      new Promise((release, reject) => {
        const drop = () => reject(neverDurable());
        if (closed) drop();
        else if (asked === durable) release();
        else held.push({ after: asked, release, drop });
      }),
    close,
  };
}

function neverDurable(): WeftError {
  return new WeftError('storage/failed', 'what this relies on was not written');
}

const BARRED: ReadonlySet<ConsensusEffect['type']> = new Set([
  'broadcast',
  'send',
  'finalized',
  'epoch-ended',
  // It holds sums of votes, an own one among them.
  'evidence',
]);
