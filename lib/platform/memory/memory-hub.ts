import { assert } from '../../core/assert.ts';
import type { Clock, Protocol, Topic } from '../../node/ports.ts';

export interface MemoryHubOptions {
  /** One-way delay of each message; default 0, which still delivers asynchronously. */
  delayMs?: number | ((from: string, to: string) => number);
  /** Probability from 0 to 1 that a message is lost; a lost request times out. */
  loss?: number;
  /** Source of chance in [0, 1); needed when `loss` is given, so that a run can be repeated. */
  random?: () => number;
  /** A starting network is linked to every other started one unless this is false. */
  linkAll?: boolean;
}

/** What travels over a link. */
export type MemoryFrame =
  | { kind: 'gossip'; topic: Topic; data: Uint8Array; author: string; key: string }
  | { kind: 'request'; request: number; protocol: Protocol; data: Uint8Array }
  | { kind: 'answer'; request: number; data: Uint8Array | undefined };

/** The side of a network that the hub talks to. */
export interface MemoryEndpoint {
  readonly id: string;
  accepts(peer: string): boolean;
  linked(peer: string): void;
  unlinked(peer: string): void;
  receive(from: string, frame: MemoryFrame): void;
}

/** Wires between networks of one process; tests cut and mend them. */
export interface MemoryHub {
  link(a: string, b: string): void;
  unlink(a: string, b: string): void;
  /** Keeps links inside the groups and refuses new ones across them, until `heal`. */
  partition(groups: readonly (readonly string[])[]): void;
  /** Ends a partition and, with `linkAll`, links everyone again. */
  heal(): void;
  join(endpoint: MemoryEndpoint): void;
  leave(id: string): void;
  send(from: string, to: string, frame: MemoryFrame): void;
}

export function createMemoryHub(options: MemoryHubOptions = {}) {
  return ({ clock }: { clock: Clock }): MemoryHub => {
    const endpoints = new Map<string, MemoryEndpoint>();
    const links = new Set<string>();
    let groupOf: Map<string, number> | undefined;

    function link(a: string, b: string): void {
      const first = endpoints.get(a);
      const second = endpoints.get(b);
      if (!first || !second || a === b || links.has(linkKey(a, b))) return;
      if (groupOf !== undefined && groupOf.get(a) !== groupOf.get(b)) return;
      if (!first.accepts(b) || !second.accepts(a)) return;
      links.add(linkKey(a, b));
      first.linked(b);
      second.linked(a);
    }

    function unlink(a: string, b: string): void {
      if (!links.delete(linkKey(a, b))) return;
      endpoints.get(a)?.unlinked(b);
      endpoints.get(b)?.unlinked(a);
    }

    function linkToAll(id: string): void {
      if (options.linkAll === false) return;
      for (const other of endpoints.keys()) link(id, other);
    }

    function send(from: string, to: string, frame: MemoryFrame): void {
      if (!links.has(linkKey(from, to)) || isLost(options)) return;
      clock.after(delayOf(options, from, to), () => {
        // A link that broke in the meantime takes what was under way with it.
        if (links.has(linkKey(from, to))) endpoints.get(to)?.receive(from, frame);
      });
    }

    return {
      link,
      unlink,
      send,
      partition(groups) {
        groupOf = new Map(groups.flatMap((group, index) => group.map((id) => [id, index])));
        for (const a of endpoints.keys()) {
          for (const b of endpoints.keys()) {
            if (groupOf.get(a) !== groupOf.get(b)) unlink(a, b);
          }
        }
      },
      heal() {
        groupOf = undefined;
        for (const id of endpoints.keys()) linkToAll(id);
      },
      join(endpoint) {
        assert(!endpoints.has(endpoint.id), 'a network id joins a hub once');
        endpoints.set(endpoint.id, endpoint);
        linkToAll(endpoint.id);
      },
      leave(id) {
        for (const other of endpoints.keys()) unlink(id, other);
        endpoints.delete(id);
      },
    };
  };
}

function linkKey(a: string, b: string): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}

function delayOf({ delayMs = 0 }: MemoryHubOptions, from: string, to: string): number {
  return typeof delayMs === 'number' ? delayMs : delayMs(from, to);
}

function isLost({ loss = 0, random }: MemoryHubOptions): boolean {
  if (loss === 0) return false;
  assert(random !== undefined, 'loss needs a source of chance');
  return random() < loss;
}
