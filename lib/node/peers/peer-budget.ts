import { MAX_PEERS_COUNTED } from '../../core/limits.ts';
import type { Clock } from '../ports.ts';

export interface PeerBudget {
  /** False when the peer has used up its share for now. */
  spend(peer: string): boolean;
  /** Takes back what was spent: it was worth it. */
  refund(peer: string): void;
}

/** Lets each peer spend `perSecond` on average and `burst` at once. */
export function createPeerBudget(perSecond: number, clock: Clock, burst = perSecond): PeerBudget {
  const budgets = new Map<string, { left: number; atMs: number }>();

  function spend(peer: string): boolean {
    const nowMs = clock.monotonicMs();
    const budget = budgets.get(peer) ?? { left: burst, atMs: nowMs };
    const refill = ((nowMs - budget.atMs) / 1000) * perSecond;
    budget.left = Math.min(burst, budget.left + refill);
    budget.atMs = nowMs;
    // Reinserting keeps the map in order of use, so that the bound forgets who was silent longest.
    budgets.delete(peer);
    budgets.set(peer, budget);
    if (budgets.size > MAX_PEERS_COUNTED) budgets.delete(budgets.keys().next().value as string);
    if (budget.left < 1) return false;
    budget.left -= 1;
    return true;
  }

  return {
    spend,
    refund(peer) {
      const budget = budgets.get(peer);
      if (budget) budget.left = Math.min(burst, budget.left + 1);
    },
  };
}
