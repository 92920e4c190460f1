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
import { MAX_EVIDENCE_PER_BLOCK, MAX_PENDING_EVIDENCE } from '../../core/limits.ts';
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
  /** What this node found itself, now or in a former session: the first few. */
  own(): Evidence[];
  /** Whether this very piece waits here; costs next to nothing. */
  has(evidence: Evidence): boolean;
  /** Whether there is room for it, and it convicts anybody whom nothing here convicts. */
  lacks(evidence: Evidence): boolean;
  /** Its signatures are checked. False when it is not lacking. */
  add(evidence: Evidence, options?: { isOwn: boolean }): boolean;
  /** Whether these blocks, which may become final, leave something to tell. */
  isPending(open: readonly Pick<ExecutedBlock, 'block'>[]): boolean;
  /** After blocks became final: drops what they told, and what is too old to tell. */
  revalidate(): void;
}

/**
 * It is written down without waiting: it is gossiped as well, so that a piece lost in a crash is
 * hardly ever lost to the chain.
 */
export function createEvidencePool(components: EvidencePoolComponents): EvidencePool {
  const { chain, storage, finalTree, onFailure } = components;
  const pieces = new Map<Hex, Evidence>();
  const own = new Set<Hex>();
  for (const evidence of components.stored) {
    pieces.set(keyOf(evidence), evidence);
    own.add(keyOf(evidence));
  }

  function save(): void {
    const value = withChecksum(encodeRlp([...pieces.values()].map(itemFromEvidence)));
    storage.write([{ bucket: 'meta', key: EVIDENCE_KEY, value }]).catch(onFailure);
  }

  function guiltyOf(evidence: Evidence): Address[] {
    const committee = committeeOf(finalTree(), evidence.first.statement.epoch);
    return (committee && guiltyMembers(evidence, committee))?.map(({ account }) => account) ?? [];
  }

  function lacks(evidence: Evidence): boolean {
    if (pieces.size >= MAX_PENDING_EVIDENCE) return false;
    if (usableEvidence(chain, finalTree(), [evidence]).length === 0) return false;
    const convicted = new Set([...pieces.values()].flatMap(guiltyOf));
    return guiltyOf(evidence).some((account) => !convicted.has(account));
  }

  return {
    size: () => pieces.size,
    all: () => pieces.values(),
    has: (evidence) => pieces.has(keyOf(evidence)),
    own: () =>
      [...pieces]
        .filter(([key]) => own.has(key))
        .map(([, evidence]) => evidence)
        .slice(0, MAX_EVIDENCE_PER_BLOCK),
    lacks,
    add(evidence, { isOwn } = { isOwn: false }) {
      if (!lacks(evidence)) return false;
      pieces.set(keyOf(evidence), evidence);
      if (isOwn) own.add(keyOf(evidence));
      save();
      return true;
    },
    isPending(open) {
      const told = new Set(open.flatMap(({ block }) => block.body.evidence).map(keyOf));
      return [...pieces.keys()].some((key) => !told.has(key));
    },
    revalidate() {
      const before = pieces.size;
      for (const [key, evidence] of pieces) {
        if (usableEvidence(chain, finalTree(), [evidence]).length > 0) continue;
        pieces.delete(key);
        own.delete(key);
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
