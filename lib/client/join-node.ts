import { errorObjectFrom, WeftError } from '../core/errors.ts';
import type { NetworkFile } from '../node/network-file.ts';
import { askPersistence } from '../platform/browser/ask-persistence.ts';
import { loadNetworkFile } from '../platform/browser/load-network-file.ts';
import { createWalletBroker, type WalletBroker } from '../platform/browser/wallet-broker.ts';
import { requestWebLock } from '../platform/browser/web-lock.ts';
import { createSystemClock } from '../platform/system-clock.ts';
import { createClient, type WeftClient } from './create-client.ts';
import { joinTabs, type TabRole } from './join-tabs.ts';
import { createNodeOwner } from './node-owner.ts';
import { serveProblem } from './serve-problem.ts';
import type { Signer } from './signer.ts';
import { createBroadcastChannelTransport } from './transports/broadcast-channel.ts';
import { createSwitchableTransport, type SwitchableTransport } from './transports/switchable.ts';

export interface JoinedNode {
  /** Works at once: what is asked before a node answers waits for it. */
  client: WeftClient;
  /** Rejects with `network-file/...` errors, which the status tells too. */
  network: Promise<NetworkFile>;
  role(): TabRole;
  /** Calls with every change of role until the result is called. */
  onRole(listener: (role: TabRole) => void): () => void;
  /**
   * Has the node read Ethereum by a wallet, too, while it runs in this tab; undefined ends that. It
   * is only ever asked what asks no person.
   */
  lendWallet(signer: Signer | undefined): void;
}

/**
 * Makes this tab part of the one node its browser runs for a chain: it runs the node, or attaches
 * to the tab that does and takes over when that closes. It never throws: whatever is in the way
 * becomes the `problem` of the client's status.
 */
export function joinNode({ networkUrl }: { networkUrl: string }): JoinedNode {
  const transport = createSwitchableTransport();
  const client = createClient({ transport });
  const listeners = new Set<(role: TabRole) => void>();
  const network = loadNetworkFile(networkUrl);
  const wallet = createWalletBroker();
  let role: TabRole = 'seeking';
  let leave = enter();

  function enter(): () => void {
    return enterTabs({
      ...{ network, transport, wallet },
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
    lendWallet: (signer) => wallet.lend(signer && ((call) => signer.request(call))),
  };
}

interface EnterTabsOptions {
  network: Promise<NetworkFile>;
  transport: SwitchableTransport;
  wallet: WalletBroker;
  onRole(role: TabRole): void;
}

/** The result leaves, also while entering is still under way. */
function enterTabs(options: EnterTabsOptions): () => void {
  const persistence = askPersistence();
  let left = false;
  let leaveTabs = () => {};
  options.onRole('seeking');

  async function enter(): Promise<void> {
    try {
      const network = await options.network;
      const persistent = await persistence;
      if (!left) leaveTabs = shareNode(network, persistent, options);
    } catch (thrown) {
      if (!left) options.transport.connect(serveProblem(errorObjectFrom(thrown), 'stopped'));
    }
  }

  void enter();
  return () => {
    left = true;
    leaveTabs();
  };
}

function shareNode(
  network: NetworkFile,
  persistent: boolean,
  { transport, wallet, onRole }: EnterTabsOptions,
): () => void {
  assertTabsCanMeet();
  const { chainName, seed, timestampMs } = network.genesis;
  const name = `weft/${chainName}/${timestampMs}/${seed.slice(2, 10)}`;
  return joinTabs(
    {
      name,
      tab: crypto.randomUUID(),
      clock: createSystemClock(),
      requestLock: (onGranted, onFailed) => requestWebLock(name, onGranted, onFailed),
      openChannel: createBroadcastChannelTransport,
    },
    {
      transport,
      onRole,
      own: (connect) => createNodeOwner({ network, persistent, wallet, connect }),
    },
  );
}

function assertTabsCanMeet(): void {
  if (!('locks' in navigator)) {
    throw new WeftError('tabs/locks-absent', 'this page has no Web Locks');
  }
  if (typeof BroadcastChannel === 'undefined') {
    throw new WeftError('tabs/channel-absent', 'this page has no BroadcastChannel');
  }
}
