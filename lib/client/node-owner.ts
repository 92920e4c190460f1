import type { NetworkFile } from '../node/network-file.ts';
import { hostNode } from '../platform/browser/node-host.ts';
import { createRtcBroker } from '../platform/browser/rtc-broker.ts';
import { startNode } from '../platform/browser/start-node.ts';
import type { WalletBroker } from '../platform/browser/wallet-broker.ts';
import { createSystemClock } from '../platform/system-clock.ts';
import { relayClient } from './relay-client.ts';
import { serveProblem } from './serve-problem.ts';
import { createMessagePortTransport } from './transports/message-port.ts';
import { createSwitchableTransport } from './transports/switchable.ts';
import type { Transport } from './transports/transport.ts';

export interface NodeOwnerOptions {
  network: NetworkFile;
  persistent: boolean;
  /** The node reads Ethereum by it, too. */
  wallet: WalletBroker;
  /** Brings this tab's own client to the node, again after each restart. */
  connect(node: Transport): void;
}

/** The node of this browser, run by this tab for itself and for the tabs attached to it. */
export interface NodeOwner {
  serve(tab: string, link: Transport): void;
  release(tab: string): void;
  stop(): Promise<void>;
}

export function createNodeOwner(options: NodeOwnerOptions): NodeOwner {
  const { network, persistent, wallet, connect } = options;
  const broker = typeof RTCPeerConnection === 'undefined' ? undefined : createRtcBroker();
  const relays = new Map<string, { connect(node: Transport): void; end(): void }>();
  let openNode: (() => Transport) | undefined;

  function bringAll(open: () => Transport): void {
    openNode = open;
    connect(open());
    for (const relay of relays.values()) relay.connect(open());
  }

  const stop = hostNode(
    (onFault) => startNode({ network, persistent, broker, wallet, onFault }),
    createSystemClock(),
    {
      onUp: (node) => bringAll(() => createMessagePortTransport(node.connect())),
      onDown: (error, restarting) =>
        bringAll(() => serveProblem(error.toObject(), restarting ? 'starting' : 'stopped')),
    },
  );

  return {
    serve(tab, link) {
      const upstream = createSwitchableTransport();
      const end = relayClient(link, upstream);
      relays.set(tab, { connect: upstream.connect, end });
      if (openNode) upstream.connect(openNode());
    },
    release(tab) {
      relays.get(tab)?.end();
      relays.delete(tab);
    },
    stop() {
      for (const relay of relays.values()) relay.end();
      relays.clear();
      return stop();
    },
  };
}
