import { errorObjectFrom } from '../../core/errors.ts';
import {
  ANNOUNCE_DELAY_MS,
  MAX_ANNOUNCED_TRANSACTIONS,
  MAX_GOSSIP_INLINE_BYTES,
  MAX_MEMPOOL_TRANSACTIONS,
  MAX_PROOF_BURST,
  MAX_PROOF_BURST_PER_PEER,
  MAX_PROOFS_PER_SECOND,
  MAX_PROOFS_PER_SECOND_PER_PEER,
  MAX_RECOVERIES_PER_SECOND_PER_PEER,
  MAX_RECOVERY_BURST_PER_PEER,
  MAX_REFUSAL_BURST_PER_PEER,
  MAX_REFUSALS_PER_SECOND_PER_PEER,
  MAX_REPEAT_BURST_PER_PEER,
  MAX_REPEATS_PER_SECOND_PER_PEER,
  MAX_UNPAYABLE_BURST_PER_PEER,
  MAX_UNPAYABLE_PER_SECOND_PER_PEER,
  UNPAYABLE_PATIENCE_MS,
} from '../../core/limits.ts';
import { bytesOf, decodeRlp, encodeRlp, listOf, malformed } from '../../core/rlp.ts';
import type { Mempool } from '../mempool/mempool.ts';
import { createPeerBudget } from '../peers/peer-budget.ts';
import type { Clock, GossipMessage, Network, Verdict } from '../ports.ts';
import type { BlockSync } from '../sync/block-sync.ts';
import { createForwardAgain } from './forward-again.ts';

export interface TransactionGossip {
  announce(envelope: Uint8Array): void;
  onMessage(message: GossipMessage): Promise<Verdict>;
}

export interface TransactionGossipComponents {
  network: Pick<Network, 'publish' | 'penalise'>;
  clock: Clock;
  mempool: Pick<Mempool, 'add' | 'isStranger'>;
  /** While it catches up this node's state is old, and says nothing about who can pay. */
  sync: Pick<BlockSync, 'isCatchingUp'>;
}

/**
 * The topic `transactions`: RLP lists of envelopes. A message costs each node much more than a
 * transaction, so those of one moment travel together. One transaction that no honest node would
 * forward costs the relay; one that is only late, early or unlucky does not. Accounts that cannot
 * pay are bad luck too, since states differ by some blocks, unless they are many and made up.
 * Looking at what is refused costs something too, the more if grants are asked whether they pay, so
 * a relay has a budget of that; beyond it nothing of it is looked at. Recovering who signed costs
 * most, so it has a smaller one of recoveries that come to nothing. A BLS key
 * costs a hundred times as much, whether or not its registration ever pays a fee, so few of them
 * pass a relay, and few all relays together, whose ids cost nothing. What this node's own clients
 * send is not counted. A message goes no further when nobody here looked at one of its signatures,
 * because that transaction was late, early, unlucky or beyond a budget: it could be false, and the
 * next node, with another clock or state, would look and blame this one. What passed beside it is
 * told anew. One that waits here already is forwarded again now and then: its sender repeats it for
 * a leader who was away, and may reach that leader through others only. Repeats cost no fee, so
 * each neighbour has a budget of them as well.
 */
export function createTransactionGossip(
  components: TransactionGossipComponents,
): TransactionGossip {
  const { network, clock } = components;
  const judge = createJudge(components);
  let waiting: Uint8Array[] = [];
  let bytes = 0;

  function flush(): void {
    if (waiting.length === 0) return;
    network.publish('transactions', encodeRlp(waiting)).catch(() => undefined);
    waiting = [];
    bytes = 0;
  }

  function announce(envelope: Uint8Array): void {
    const isFull = waiting.length >= MAX_ANNOUNCED_TRANSACTIONS;
    if (isFull || bytes + envelope.length > MAX_GOSSIP_INLINE_BYTES) flush();
    if (waiting.length === 0) clock.after(ANNOUNCE_DELAY_MS, flush);
    waiting.push(envelope);
    bytes += envelope.length;
  }

  return {
    announce,
    async onMessage({ data, from }) {
      try {
        const envelopes = envelopesFrom(data);
        const outcomes = await Promise.all(envelopes.map((one) => judge(one, from)));
        if (outcomes.includes('reject')) return 'reject';
        const accepted = envelopes.filter((_, index) => outcomes[index] === 'accept');
        if (accepted.length === 0) return 'ignore';
        if (!outcomes.includes('unseen')) return 'accept';
        for (const envelope of accepted) announce(envelope);
        return 'ignore';
      } catch {
        return 'reject';
      }
    },
  };
}

/** `known`: it waits here and was told lately. `unseen`: nobody looked at who signed it. */
type Outcome = 'accept' | 'reject' | 'known' | 'unseen';

function createJudge(components: TransactionGossipComponents) {
  const { clock, mempool } = components;
  const suspect = createSuspicion(components);
  const refusals = createPeerBudget(
    MAX_REFUSALS_PER_SECOND_PER_PEER,
    clock,
    MAX_REFUSAL_BURST_PER_PEER,
  );
  const recoveries = createPeerBudget(
    MAX_RECOVERIES_PER_SECOND_PER_PEER,
    clock,
    MAX_RECOVERY_BURST_PER_PEER,
  );
  const unpayable = createPeerBudget(
    MAX_UNPAYABLE_PER_SECOND_PER_PEER,
    clock,
    MAX_UNPAYABLE_BURST_PER_PEER,
  );
  const proofs = createPeerBudget(MAX_PROOFS_PER_SECOND_PER_PEER, clock, MAX_PROOF_BURST_PER_PEER);
  const allProofs = createPeerBudget(MAX_PROOFS_PER_SECOND, clock, MAX_PROOF_BURST);
  const repeats = createPeerBudget(
    MAX_REPEATS_PER_SECOND_PER_PEER,
    clock,
    MAX_REPEAT_BURST_PER_PEER,
  );
  const mayForward = createForwardAgain(clock, MAX_MEMPOOL_TRANSACTIONS);
  return async function judge(envelope: Uint8Array, from: string): Promise<Outcome> {
    if (!refusals.spend(from)) return 'unseen';
    let isProofDue = false;
    const mayVerify = ({ hasProof }: { hasProof: boolean }) => {
      if (!hasProof) return recoveries.spend(from);
      isProofDue = proofs.spend(from) && recoveries.spend(from) && allProofs.spend(EVERYBODY);
      return isProofDue;
    };
    try {
      const { hash } = await mempool.add(envelope, false, mayVerify);
      refusals.refund(from);
      recoveries.refund(from);
      mayForward(hash);
      return 'accept';
    } catch (thrown) {
      const { code, facts } = errorObjectFrom(thrown);
      // Who signed is looked at before the key, so that forgeries do not use up what all share.
      if (isProofDue && code === 'transaction/wrong-signature') allProofs.refund(EVERYBODY);
      if (code === 'mempool/known') {
        refusals.refund(from);
        return repeats.spend(from) && mayForward(`${facts.hash}`) ? 'accept' : 'known';
      }
      if (DISHONEST.has(code)) return 'reject';
      if (UNPAYABLE.has(code) && !unpayable.spend(from)) suspect(envelope, from);
      return 'unseen';
    }
  };
}

/**
 * A neighbour some blocks behind sees coins that were spent since, and one ahead sees coins that
 * are still to come: whoever fills and empties accounts could have honest nodes blame each other.
 * But who never spent anything never had more than now; and when it has nothing a while later
 * either, no honest node can have thought that it pays.
 */
function createSuspicion({ clock, network, mempool, sync }: TransactionGossipComponents) {
  const suspects = new Set<string>();
  const isMadeUp = (envelope: Uint8Array) => !sync.isCatchingUp() && mempool.isStranger(envelope);
  return function suspect(envelope: Uint8Array, from: string): void {
    if (suspects.has(from) || !isMadeUp(envelope)) return;
    suspects.add(from);
    clock.after(UNPAYABLE_PATIENCE_MS, () => {
      suspects.delete(from);
      if (isMadeUp(envelope)) network.penalise(from, 'transactions of accounts that are made up');
    });
  };
}

function envelopesFrom(data: Uint8Array): Uint8Array[] {
  const items = listOf(decodeRlp(data));
  if (items.length === 0 || items.length > MAX_ANNOUNCED_TRANSACTIONS) {
    throw malformed('number of transactions');
  }
  return items.map((item) => bytesOf(item));
}

const EVERYBODY = 'everybody';

const DISHONEST: ReadonlySet<string> = new Set([
  'codec/malformed',
  'transaction/too-large',
  'transaction/unknown-action',
  'transaction/unsupported-envelope',
  'transaction/wrong-signature',
  'transaction/wrong-proof',
  'transaction/invalid-action',
]);

/** By the state alone: a wrong clock of this node is not its neighbours' fault. */
const UNPAYABLE: ReadonlySet<string> = new Set([
  'transaction/cannot-pay',
  'transaction/fee-too-low',
]);
