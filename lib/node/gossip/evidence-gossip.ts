import { checkOfCertificate } from '../../chain/block-signatures.ts';
import type { Chain } from '../../chain/chain.ts';
import { committeeOf } from '../../chain/epoch.ts';
import {
  type Evidence,
  evidenceFromItem,
  guiltyMembers,
  isConflict,
  itemFromEvidence,
} from '../../chain/evidence.ts';
import type { StateTree } from '../../chain/state-tree.ts';
import {
  MAX_EVIDENCE_BURST_PER_PEER,
  MAX_EVIDENCE_PER_SECOND_PER_PEER,
} from '../../core/limits.ts';
import { decodeRlp, encodeRlp } from '../../core/rlp.ts';
import type { EvidencePool } from '../mempool/evidence-pool.ts';
import { createPeerBudget } from '../peers/peer-budget.ts';
import type { Clock, GossipMessage, Network, Signatures, Verdict } from '../ports.ts';

export interface EvidenceGossip {
  /** Its signatures are checked. */
  found(evidence: Evidence): void;
  /** Tells again what this node found and no final block has told. */
  repeat(): void;
  onMessage(message: GossipMessage): Promise<Verdict>;
}

export interface EvidenceGossipComponents {
  chain: Pick<Chain, 'genesisHash'>;
  clock: Clock;
  network: Pick<Network, 'publish'>;
  signatures: Pick<Signatures, 'verifyAggregates'>;
  pool: EvidencePool;
  /** The newest final state. */
  finalTree(): StateTree;
  onAdded(): void;
}

/**
 * The topic `evidence`: offences one by one, so that a leader tells those that it did not see. Most
 * of them everybody sees; a liar may show its two faces to one node alone, which may never lead.
 * Form comes first, then whether the very same waits here, since what no block tells is repeated;
 * then the neighbour's budget, then whether it convicts anybody whom nothing here convicts; the two
 * signatures come last. An honest neighbour only tells what convicts somebody new to itself.
 */
export function createEvidenceGossip(components: EvidenceGossipComponents): EvidenceGossip {
  const { chain, clock, network, signatures, pool, finalTree, onAdded } = components;
  const budget = createPeerBudget(
    MAX_EVIDENCE_PER_SECOND_PER_PEER,
    clock,
    MAX_EVIDENCE_BURST_PER_PEER,
  );

  function tell(evidence: Evidence): void {
    network.publish('evidence', encodeRlp(itemFromEvidence(evidence))).catch(() => undefined);
  }

  async function judge(evidence: Evidence, from: string): Promise<Verdict> {
    const { first, second } = evidence;
    if (!isConflict(first.statement, second.statement)) return 'reject';
    if (pool.has(evidence) || !budget.spend(from)) return 'ignore';
    const committee = committeeOf(finalTree(), first.statement.epoch);
    if (!committee) return 'ignore';
    if (!guiltyMembers(evidence, committee)?.length) return 'reject';
    if (!pool.lacks(evidence)) return 'ignore';
    const checks = [first, second].map((one) =>
      checkOfCertificate(chain.genesisHash, committee, one),
    );
    if (!(await signatures.verifyAggregates(checks)).every(Boolean)) return 'reject';
    if (!pool.add(evidence)) return 'ignore';
    onAdded();
    return 'accept';
  }

  return {
    found(evidence) {
      if (!pool.add(evidence, { isOwn: true })) return;
      tell(evidence);
      onAdded();
    },
    repeat() {
      for (const evidence of pool.own()) tell(evidence);
    },
    async onMessage({ data, from }) {
      let evidence: Evidence;
      try {
        evidence = evidenceFromItem(decodeRlp(data));
      } catch {
        return 'reject';
      }
      try {
        return await judge(evidence, from);
      } catch {
        // Threads that verify may fail for a while; who found it tells it again.
        return 'ignore';
      }
    },
  };
}
