import { WeftError } from '../core/errors.ts';
import type { Clock } from '../node/ports.ts';
import type { ElectionTrouble } from '../platform/browser/election-step.ts';
import { joinElection } from '../platform/browser/node-election.ts';
import type { NodeOwner } from './node-owner.ts';
import { serveProblem } from './serve-problem.ts';
import type { SwitchableTransport } from './transports/switchable.ts';
import type { Transport } from './transports/transport.ts';

/** What this tab is to the node of its browser. */
export type TabRole = 'seeking' | 'owner' | 'attached';

/** What tabs need of their browser to share one node. */
export interface TabPorts {
  /** Of the lock and the channel of all tabs of the chain. */
  name: string;
  /** Unlike that of any other tab. */
  tab: string;
  clock: Clock;
  /** Gives back the lock, or up waiting for it, when the result is called. */
  requestLock(onGranted: () => void, onFailed: (error: WeftError) => void): () => void;
  /** Reaches everyone who opened the same name, except ourselves. */
  openChannel(name: string): Transport;
}

export interface JoinTabsOptions {
  /** Led to the node, wherever it runs. */
  transport: SwitchableTransport;
  onRole(role: TabRole): void;
  /** Runs the node in this tab. */
  own(connect: (node: Transport) => void): NodeOwner;
}

/** Shares one node among the tabs of a browser, until the result is called. */
export function joinTabs(ports: TabPorts, { transport, onRole, own }: JoinTabsOptions): () => void {
  let link: Transport | undefined;
  let connected: Transport | undefined;
  let owner: NodeOwner | undefined;
  let failed = false;

  function connect(next: Transport): void {
    if (next !== connected) transport.connect(next);
    connected = next;
  }

  function stopWith(error: WeftError): void {
    connect(serveProblem(error.toObject(), 'stopped'));
  }

  /** Without locks nobody can own the node: what the election says later tells less. */
  function failLock(error: WeftError): void {
    failed = true;
    stopWith(error);
  }

  const leaveElection = joinElection(
    {
      channel: ports.openChannel(ports.name),
      clock: ports.clock,
      tab: ports.tab,
      requestLock: (onGranted) => ports.requestLock(onGranted, failLock),
    },
    {
      onLink(tab) {
        link?.close();
        link = ports.openChannel(linkName(ports.name, tab));
      },
      onAttach() {
        if (link) connect(link);
        onRole('attached');
      },
      onTrouble(trouble) {
        onRole('seeking');
        if (!failed) stopWith(errorFrom(trouble));
      },
      onOwn() {
        link?.close();
        owner = own(connect);
        onRole('owner');
      },
      onServe: (tab) => owner?.serve(tab, ports.openChannel(linkName(ports.name, tab))),
      onRelease: (tab) => owner?.release(tab),
    },
  );
  return () => {
    link?.close();
    // Whoever is granted the lock opens the same database, so ours is closed first.
    if (owner) void owner.stop().finally(leaveElection);
    else leaveElection();
  };
}

/** Between one tab and whoever owns the node. */
function linkName(name: string, tab: string): string {
  return `${name}/${tab}`;
}

function errorFrom(trouble: ElectionTrouble): WeftError {
  return trouble === 'owner-silent'
    ? new WeftError('tabs/owner-silent', 'the tab that runs the node is asleep')
    : new WeftError('tabs/no-room', 'too many tabs are open');
}
