import { errorObjectFrom, WeftError } from '../core/errors.ts';
import type { NetworkFile } from '../node/network-file.ts';
import { askPersistence } from '../platform/browser/ask-persistence.ts';
import type { ElectionTrouble } from '../platform/browser/election-step.ts';
import { loadNetworkFile } from '../platform/browser/load-network-file.ts';
import { joinElection } from '../platform/browser/node-election.ts';
import { requestWebLock } from '../platform/browser/web-lock.ts';
import { createSystemClock } from '../platform/system-clock.ts';
import { createClient, type WeftClient } from './create-client.ts';
import { createNodeOwner, type NodeOwner } from './node-owner.ts';
import { serveProblem } from './serve-problem.ts';
import { createBroadcastChannelTransport } from './transports/broadcast-channel.ts';
import { createSwitchableTransport, type SwitchableTransport } from './transports/switchable.ts';
import type { Transport } from './transports/transport.ts';

/** What this tab is to the node of its browser. */
export type TabRole = 'seeking' | 'owner' | 'attached';

export interface JoinedNode {
  /** Works at once: what is asked before a node answers waits for it. */
  client: WeftClient;
  /** Rejects with `network-file/...` errors, which the status tells too. */
  network: Promise<NetworkFile>;
  role(): TabRole;
  /** Calls with every change of role until the result is called. */
  onRole(listener: (role: TabRole) => void): () => void;
}

/**
 * Makes this tab part of the one node its browser runs for a chain: it runs the node, or attaches to
 * the tab that does and takes over when that closes. It never throws: whatever is in the way becomes
 * the `problem` of the client's status.
 */
export function joinNode({ networkUrl }: { networkUrl: string }): JoinedNode {
  const transport = createSwitchableTransport();
  const client = createClient({ transport });
  const listeners = new Set<(role: TabRole) => void>();
  const network = loadNetworkFile(networkUrl);
  let role: TabRole = 'seeking';
  let leave = enter();

  function enter(): () => void {
    return enterTabs({
      network,
      transport,
      onRole(next) {
        role = next;
        for (const listener of [...listeners]) listener(next);
      },
    });
  }

  // A page that the browser keeps for the back button must not keep the node to itself meanwhile.
  addEventListener('pagehide', () => leave());
  addEventListener('pageshow', (event) => {
    if (event.persisted) leave = enter();
  });

  return {
    client,
    network,
    role: () => role,
    onRole(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

interface EnterTabsOptions {
  network: Promise<NetworkFile>;
  transport: SwitchableTransport;
  onRole(role: TabRole): void;
}

/** The result leaves, also while entering is still under way. */
function enterTabs(options: EnterTabsOptions): () => void {
  const persistence = askPersistence();
  let left = false;
  let leaveElection = () => {};
  options.onRole('seeking');

  async function enter(): Promise<void> {
    try {
      const network = await options.network;
      const persistent = await persistence;
      if (!left) leaveElection = elect(network, persistent, options);
    } catch (thrown) {
      if (!left) options.transport.connect(serveProblem(errorObjectFrom(thrown), 'stopped'));
    }
  }

  void enter();
  return () => {
    left = true;
    leaveElection();
  };
}

function elect(
  network: NetworkFile,
  persistent: boolean,
  { transport, onRole }: EnterTabsOptions,
): () => void {
  assertTabsCanMeet();
  const { chainName, seed, timestampMs } = network.genesis;
  const name = `weft/${chainName}/${timestampMs}/${seed.slice(2, 10)}`;
  let link: Transport | undefined;
  let connected: Transport | undefined;
  let owner: NodeOwner | undefined;

  function connect(next: Transport): void {
    if (next !== connected) transport.connect(next);
    connected = next;
  }

  function stopWith(error: WeftError): void {
    connect(serveProblem(error.toObject(), 'stopped'));
  }

  const leaveElection = joinElection(
    {
      channel: createBroadcastChannelTransport(name),
      clock: createSystemClock(),
      tab: crypto.randomUUID(),
      requestLock: (onGranted) => requestWebLock(name, onGranted, stopWith),
    },
    {
      onLink(tab) {
        link?.close();
        link = createBroadcastChannelTransport(`${name}/${tab}`);
      },
      onAttach() {
        if (link) connect(link);
        onRole('attached');
      },
      onTrouble(trouble) {
        onRole('seeking');
        stopWith(errorFrom(trouble));
      },
      onOwn() {
        link?.close();
        owner = createNodeOwner({ network, persistent, connect });
        onRole('owner');
      },
      onServe: (tab) => owner?.serve(tab, createBroadcastChannelTransport(`${name}/${tab}`)),
      onRelease: (tab) => owner?.release(tab),
    },
  );
  return () => {
    owner?.stop();
    link?.close();
    leaveElection();
  };
}

function assertTabsCanMeet(): void {
  if (typeof BroadcastChannel !== 'undefined') return;
  throw new WeftError('tabs/channel-absent', 'this page has no BroadcastChannel');
}

function errorFrom(trouble: ElectionTrouble): WeftError {
  return trouble === 'owner-silent'
    ? new WeftError('tabs/owner-silent', 'the tab that runs the node is asleep')
    : new WeftError('tabs/no-room', 'too many tabs are open');
}
