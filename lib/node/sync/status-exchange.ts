import { bytesFromPeerStatus, peerStatusFromBytes } from '../../consensus/messages.ts';
import type { PeerStatus } from '../../consensus/types.ts';
import { STATUS_INTERVAL_MS } from '../../core/limits.ts';
import type { Clock, Network } from '../ports.ts';

export interface StatusExchangeComponents {
  network: Network;
  clock: Clock;
  own(): PeerStatus;
  onStatus(peer: string, status: PeerStatus): void;
  /** After each round, whether or not anybody answered. */
  onRound(): void;
}

export interface StatusExchange {
  /** Asks one neighbour, as on connecting. */
  ask(peer: string): Promise<void>;
  /** Asks all neighbours now. */
  askAll(): void;
  stop(): void;
}

/** Tells every neighbour where this node stands, and asks the same, every STATUS_INTERVAL_MS. */
export function createStatusExchange(components: StatusExchangeComponents): StatusExchange {
  const { network, clock, own, onStatus, onRound } = components;
  const asking = new Set<string>();
  let cancel = () => {};

  async function ask(peer: string): Promise<void> {
    if (asking.has(peer)) return;
    asking.add(peer);
    try {
      const answer = await network.request(peer, 'status', bytesFromPeerStatus(own()));
      onStatus(peer, peerStatusFromBytes(answer));
    } catch (thrown) {
      const isMalformed = (thrown as { code?: unknown }).code === 'codec/malformed';
      if (isMalformed) network.penalise(peer, 'malformed-status');
    } finally {
      asking.delete(peer);
    }
  }

  function askAll(): void {
    for (const peer of network.peers()) void ask(peer.id);
  }

  function round(): void {
    askAll();
    onRound();
    cancel = clock.after(STATUS_INTERVAL_MS, round);
  }

  cancel = clock.after(0, round);
  return { ask, askAll, stop: () => cancel() };
}
