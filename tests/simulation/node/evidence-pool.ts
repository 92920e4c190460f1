import type { Evidence } from '../../../lib/chain/evidence.ts';
import type { Header } from '../../../lib/chain/header.ts';
import { NULLIFY } from '../../../lib/chain/statement.ts';
import type { EngineState } from '../../../lib/consensus/state.ts';
import { MAX_PENDING_EVIDENCE } from '../../../lib/core/limits.ts';
import type { Ledger } from '../ledger.ts';
import type { SimulatedEpoch } from '../simulated-chain.ts';

/** Offences that no final block has told yet, as `lib/node/mempool/evidence-pool.ts` keeps them. */
export interface EvidencePool {
  size(): number;
  /** Signatures are checked. Kept if it convicts anybody whom nothing here convicts. */
  add(epoch: SimulatedEpoch, final: Header, evidence: Evidence): void;
  /** For a block on this parent. */
  usable(epoch: SimulatedEpoch, parent: Header): readonly Evidence[];
  /** Whether open blocks leave something to tell. */
  isPending(state: EngineState): boolean;
  /** Drops what final blocks told, and what is too old to tell. */
  revalidate(epoch: SimulatedEpoch, final: Header): void;
}

export function createEvidencePool(ledger: Pick<Ledger, 'usableEvidence'>): EvidencePool {
  const pieces = new Map<string, Evidence>();
  const isUsable = (epoch: SimulatedEpoch, parent: Header, evidence: Evidence) =>
    ledger.usableEvidence(epoch, parent, [evidence]).length > 0;
  return {
    size: () => pieces.size,
    add: (epoch, final, evidence) => {
      if (pieces.size >= MAX_PENDING_EVIDENCE || !isUsable(epoch, final, evidence)) return;
      const isNews = [...pieces.values()].every(
        (piece) => ledger.usableEvidence(epoch, final, [piece, evidence]).length === 2,
      );
      if (isNews) pieces.set(keyOf(evidence), evidence);
    },
    usable: (epoch, parent) =>
      pieces.size === 0 ? [] : ledger.usableEvidence(epoch, parent, pieces.values()),
    isPending: ({ blocks, views }) => {
      if (pieces.size === 0) return false;
      const told = new Set<string>();
      for (const { block, status } of blocks.values()) {
        if (status === 'invalid' || views.get(block.header.view)?.certificates[NULLIFY]) continue;
        for (const piece of block.body.evidence) told.add(keyOf(piece));
      }
      return [...pieces.keys()].some((key) => !told.has(key));
    },
    revalidate: (epoch, final) => {
      for (const [key, piece] of pieces) if (!isUsable(epoch, final, piece)) pieces.delete(key);
    },
  };
}

function keyOf({ first, second }: Evidence): string {
  return `${first.signature}${first.signers}/${second.signature}${second.signers}`;
}
