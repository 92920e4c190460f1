import type { TabPorts } from '../../../lib/client/join-tabs.ts';
import type { Transport } from '../../../lib/client/transports/transport.ts';

export interface TestDocument {
  ports: Pick<TabPorts, 'requestLock' | 'openChannel'>;
  /** The browser ends everything of the document, and gives its lock to the next. */
  close(): void;
  /** Messages wait until it is thawed. */
  freeze(): void;
  thaw(): void;
}

export interface TestBrowser {
  openDocument(): TestDocument;
}

interface Channel {
  name: string;
  document: object;
  receive(message: unknown): void;
}

/** Documents of one origin with one lock and named channels, as browsers have them. */
export function createBrowser(): TestBrowser {
  const waiting: { document: object; grant: () => void }[] = [];
  const channels = new Set<Channel>();
  let holder: object | undefined;

  function grantNext(): void {
    const next = waiting.shift();
    holder = next?.document;
    if (next) queueMicrotask(next.grant);
  }

  function release(document: object): void {
    const place = waiting.findIndex((entry) => entry.document === document);
    if (place >= 0) waiting.splice(place, 1);
    if (holder === document) grantNext();
  }

  return {
    openDocument() {
      const document = {};
      let frozen: (() => void)[] | undefined;
      const whenAwake = (work: () => void) => (frozen ? void frozen.push(work) : work());
      return {
        ports: {
          requestLock(onGranted) {
            waiting.push({ document, grant: onGranted });
            if (!holder) grantNext();
            return () => release(document);
          },
          openChannel: (name) => openChannel(channels, name, document, whenAwake),
        },
        close() {
          for (const channel of [...channels]) {
            if (channel.document === document) channels.delete(channel);
          }
          release(document);
        },
        freeze() {
          frozen = [];
        },
        thaw() {
          const late = frozen ?? [];
          frozen = undefined;
          for (const work of late) work();
        },
      };
    },
  };
}

function openChannel(
  channels: Set<Channel>,
  name: string,
  document: object,
  whenAwake: (work: () => void) => void,
): Transport {
  const held: unknown[] = [];
  let listener = (message: unknown): void => void held.push(message);
  const channel: Channel = {
    name,
    document,
    receive: (message) => whenAwake(() => channels.has(channel) && listener(message)),
  };
  channels.add(channel);
  return {
    post(message) {
      const clone = structuredClone(message);
      for (const other of channels) {
        if (other !== channel && other.name === name) queueMicrotask(() => other.receive(clone));
      }
    },
    onMessage(next) {
      listener = next;
      for (const message of held.splice(0)) next(message);
    },
    close: () => void channels.delete(channel),
  };
}
