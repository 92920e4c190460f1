import { describe, expect, it } from 'vitest';
import { createClient } from '../../../lib/client/create-client.ts';
import { joinTabs, type TabRole } from '../../../lib/client/join-tabs.ts';
import { relayClient } from '../../../lib/client/relay-client.ts';
import { serveClient } from '../../../lib/client/serve-client.ts';
import { createMessagePortTransport } from '../../../lib/client/transports/message-port.ts';
import { createSwitchableTransport } from '../../../lib/client/transports/switchable.ts';
import type { Transport } from '../../../lib/client/transports/transport.ts';
import type { NodeStatus } from '../../../lib/client/types.ts';
import { OWNER_SILENT_MS } from '../../../lib/core/limits.ts';
import { createVirtualClock } from '../../../lib/platform/memory/virtual-clock.ts';
import { createPortPair, settle } from './port-pair.ts';
import { sampleStatus } from './samples.ts';
import { createBrowser, type TestBrowser } from './test-browser.ts';

/** A tab whose node, if it comes to run it, says so in its status. */
function openTab(browser: TestBrowser, name: string) {
  const document = browser.openDocument();
  const clock = createVirtualClock();
  const transport = createSwitchableTransport();
  const client = createClient({ transport });
  const roles: TabRole[] = [];
  const released: string[] = [];
  const subscribers = new Set<(status: NodeStatus) => void>();
  const node = (): Transport => {
    const [nodePort, pagePort] = createPortPair();
    serveClient(nodePort, {
      handleRequest: async () => sampleStatus({ peerId: name }),
      subscribe(_, listener) {
        const tell = listener as (status: NodeStatus) => void;
        subscribers.add(tell);
        return () => subscribers.delete(tell);
      },
    });
    return createMessagePortTransport(pagePort);
  };
  const leave = joinTabs(
    { name: 'weft', tab: name, clock, ...document.ports },
    {
      transport,
      onRole: (role) => roles.push(role),
      own(connect) {
        const ends = new Map<string, () => void>();
        connect(node());
        return {
          serve: (tab, link) => void ends.set(tab, relayClient(link, node())),
          release(tab) {
            released.push(tab);
            ends.get(tab)?.();
          },
          stop: async () => {
            for (const end of ends.values()) end();
          },
        };
      },
    },
  );
  const tell = (status: NodeStatus) => {
    for (const subscriber of [...subscribers]) subscriber(status);
  };
  return { client, roles, released, clock, leave, tell, subscribers, document };
}

async function pass(tabs: ReturnType<typeof openTab>[], ms: number): Promise<void> {
  for (let passedMs = 0; passedMs < ms; passedMs += 500) {
    for (const tab of tabs) tab.clock.advance(500);
    await settle();
    // What stands in for a missing node speaks over a real message channel.
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

describe('the tabs of a browser', () => {
  it('share the node of the first', async () => {
    const browser = createBrowser();
    const [a, b, c] = ['a', 'b', 'c'].map((name) => openTab(browser, name)) as Tabs;
    await settle();
    expect([a, b, c].map(({ roles }) => roles.at(-1))).toEqual(['owner', 'attached', 'attached']);
    const statuses = await Promise.all([a, b, c].map(({ client }) => client.status()));
    expect(statuses.map(({ peerId }) => peerId)).toEqual(['a', 'a', 'a']);
  });

  it('go on at once with the next when it closes, subscriptions and all', async () => {
    const browser = createBrowser();
    const [a, b, c] = ['a', 'b', 'c'].map((name) => openTab(browser, name)) as Tabs;
    await settle();
    const seen: bigint[] = [];
    let gaps = 0;
    c.client.subscribe('status', ({ height }) => seen.push(height), { onGap: () => gaps++ });
    await settle();
    a.tell(sampleStatus({ height: 1n }));
    await settle();
    a.document.close();
    const asked = c.client.status();
    await settle();
    expect([b.roles.at(-1), c.roles.at(-1)]).toEqual(['owner', 'attached']);
    expect((await asked).peerId).toBe('b');
    b.tell(sampleStatus({ height: 2n }));
    await settle();
    expect(seen).toEqual([1n, 2n]);
    expect(gaps).toBe(1);
  });

  it('release the tab that leaves', async () => {
    const browser = createBrowser();
    const [a, b] = ['a', 'b'].map((name) => openTab(browser, name)) as Tabs;
    await settle();
    b.client.subscribe('status', () => {});
    await settle();
    expect(a.subscribers.size).toBe(1);
    b.leave();
    await settle();
    expect(a.released).toEqual(['b']);
    expect(a.subscribers.size).toBe(0);
    expect((await a.client.status()).peerId).toBe('a');
  });

  it('say that the owner sleeps, and recover when it wakes', async () => {
    const browser = createBrowser();
    const [a, b] = ['a', 'b'].map((name) => openTab(browser, name)) as Tabs;
    await settle();
    const statuses: NodeStatus[] = [];
    b.client.subscribe('status', (status) => statuses.push(status));
    await settle();
    a.document.freeze();
    await pass([b], OWNER_SILENT_MS * 2);
    expect(statuses.at(-1)).toMatchObject({
      phase: 'stopped',
      problem: { code: 'tabs/owner-silent' },
    });
    a.document.thaw();
    await pass([a, b], 2_000);
    expect((await b.client.status()).peerId).toBe('a');
    a.tell(sampleStatus({ height: 12n }));
    await settle();
    expect(statuses.at(-1)?.height).toBe(12n);
    expect(b.roles).toEqual(['attached', 'seeking', 'attached']);
  });

  it('ignore what is none of their messages', async () => {
    const browser = createBrowser();
    const stranger = browser.openDocument().ports.openChannel('weft');
    const [a, b] = ['a', 'b'].map((name) => openTab(browser, name)) as Tabs;
    for (const garbage of [null, 7, { type: 'ping' }, { type: 'owner', owner: '' }]) {
      stranger.post(garbage);
    }
    await settle();
    expect([a.roles.at(-1), b.roles.at(-1)]).toEqual(['owner', 'attached']);
  });
});

type Tabs = [Tab, Tab, Tab];
type Tab = ReturnType<typeof openTab>;
