import type { Chain } from '../../chain/chain.ts';
import { usableEvidence } from '../../chain/check-evidence.ts';
import { committeeOf } from '../../chain/epoch.ts';
import {
  type Evidence,
  evidenceFromItem,
  guiltyMembers,
  itemFromEvidence,
} from '../../chain/evidence.ts';
import type { StateTree } from '../../chain/state-tree.ts';
import { type Address, type Hex, hexFromBytes } from '../../core/bytes.ts';
import { MAX_PENDING_EVIDENCE } from '../../core/limits.ts';
import { decodeRlp, encodeRlp, listOf } from '../../core/rlp.ts';
import { contentOf, withChecksum } from '../block-store/checksum.ts';
import { EVIDENCE_KEY } from '../block-store/storage-keys.ts';
import type { ExecutedBlock } from '../execution/executed-block.ts';
import type { Storage } from '../ports.ts';

export interface EvidencePoolComponents {
  chain: Chain;
  storage: Storage;
  /** The newest final state. */
  finalTree(): StateTree;
  /** What a former session left. */
  stored: readonly Evidence[];
  onFailure(thrown: unknown): void;
}

/** Offences that no final block has told yet, for the blocks that this node builds. */
export interface EvidencePool {
  size(): number;
  all(): Iterable<Evidence>;
  /** Its signatures are checked. Kept if it convicts anybody whom nothing here convicts. */
  add(evidence: Evidence): void;
  /** Whether these blocks, which may become final, leave something to tell. */
  isPending(open: readonly Pick<ExecutedBlock, 'block'>[]): boolean;
  /** After blocks became final: drops what they told, and what is too old to tell. */
  revalidate(): void;
}

/**
 * It is written down without waiting: everybody who saw both statements has the same, so that a
 * piece lost in a crash is not lost to the chain. It is not gossiped for the same reason.
 */
export function createEvidencePool(components: EvidencePoolComponents): EvidencePool {
  const { chain, storage, finalTree, onFailure } = components;
  const pieces = new Map<Hex, Evidence>();
  for (const evidence of components.stored) pieces.set(keyOf(evidence), evidence);

  function save(): void {
    const value = withChecksum(encodeRlp([...pieces.values()].map(itemFromEvidence)));
    storage.write([{ bucket: 'meta', key: EVIDENCE_KEY, value }]).catch(onFailure);
  }

  function guiltyOf(evidence: Evidence): Address[] {
    const committee = committeeOf(finalTree(), evidence.first.statement.epoch);
    return (committee && guiltyMembers(evidence, committee))?.map(({ account }) => account) ?? [];
  }

  return {
    size: () => pieces.size,
    all: () => pieces.values(),
    add(evidence) {
      if (pieces.size >= MAX_PENDING_EVIDENCE) return;
      if (usableEvidence(chain, finalTree(), [evidence]).length === 0) return;
      const convicted = new Set([...pieces.values()].flatMap(guiltyOf));
      if (guiltyOf(evidence).every((account) => convicted.has(account))) return;
      pieces.set(keyOf(evidence), evidence);
      save();
    },
    isPending(open) {
      const told = new Set(open.flatMap(({ block }) => block.body.evidence).map(keyOf));
      return [...pieces.keys()].some((key) => !told.has(key));
    },
    revalidate() {
      const before = pieces.size;
      for (const [key, evidence] of pieces) {
        if (usableEvidence(chain, finalTree(), [evidence]).length === 0) pieces.delete(key);
      }
      if (pieces.size !== before) save();
    },
  };
}

/** What is damaged is found again or lost; nothing else depends on it. */
export async function readEvidence(storage: Storage): Promise<Evidence[]> {
  const value = await storage.get('meta', EVIDENCE_KEY);
  if (!value) return [];
  try {
    return listOf(decodeRlp(contentOf(value, 'evidence'))).map(evidenceFromItem);
  } catch {
    return [];
  }
}

function keyOf(evidence: Evidence): Hex {
  return hexFromBytes(encodeRlp(itemFromEvidence(evidence)));
}
