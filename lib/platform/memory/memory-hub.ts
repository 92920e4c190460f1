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
  /** Without data: a refusal. */
  | { kind: 'answer'; request: number; data: Uint8Array | undefined };

/** The side of a network that the hub talks to. */
export interface MemoryEndpoint {
  readonly id: string;
  readonly seed: boolean;
  accepts(peer: string): boolean;
  linked(peer: MemoryEndpoint): void;
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
  /** Differs for each network ever made here: an identity that returns repeats no message id. */
  nextIncarnation(): number;
  join(endpoint: MemoryEndpoint): void;
  leave(id: string): void;
  send(from: string, to: string, frame: MemoryFrame): void;
}

export function createMemoryHub(options: MemoryHubOptions = {}) {
  return ({ clock }: { clock: Clock }): MemoryHub => new LinkedHub(options, clock);
}

class LinkedHub implements MemoryHub {
  readonly #options: MemoryHubOptions;
  readonly #clock: Clock;
  readonly #endpoints = new Map<string, MemoryEndpoint>();
  readonly #links = new Set<string>();
  #groupOf: Map<string, number> | undefined;
  #incarnations = 0;

  constructor(options: MemoryHubOptions, clock: Clock) {
    assert(!options.loss || options.random, 'loss needs a source of chance');
    this.#options = options;
    this.#clock = clock;
  }

  link(a: string, b: string): void {
    const first = this.#endpoints.get(a);
    const second = this.#endpoints.get(b);
    if (!first || !second || a === b || this.#links.has(linkKey(a, b))) return;
    if (this.#groupOf !== undefined && this.#groupOf.get(a) !== this.#groupOf.get(b)) return;
    if (!first.accepts(b) || !second.accepts(a)) return;
    this.#links.add(linkKey(a, b));
    first.linked(second);
    second.linked(first);
  }

  unlink(a: string, b: string): void {
    if (!this.#links.delete(linkKey(a, b))) return;
    this.#endpoints.get(a)?.unlinked(b);
    this.#endpoints.get(b)?.unlinked(a);
  }

  partition(groups: readonly (readonly string[])[]): void {
    const groupOf = new Map(groups.flatMap((group, index) => group.map((id) => [id, index])));
    this.#groupOf = groupOf;
    for (const a of this.#endpoints.keys()) {
      for (const b of this.#endpoints.keys()) {
        if (groupOf.get(a) !== groupOf.get(b)) this.unlink(a, b);
      }
    }
  }

  heal(): void {
    this.#groupOf = undefined;
    for (const id of this.#endpoints.keys()) this.#linkToAll(id);
  }

  nextIncarnation(): number {
    return this.#incarnations++;
  }

  join(endpoint: MemoryEndpoint): void {
    assert(!this.#endpoints.has(endpoint.id), 'a network id joins a hub once');
    this.#endpoints.set(endpoint.id, endpoint);
    this.#linkToAll(endpoint.id);
  }

  leave(id: string): void {
    for (const other of this.#endpoints.keys()) this.unlink(id, other);
    this.#endpoints.delete(id);
  }

  send(from: string, to: string, frame: MemoryFrame): void {
    const { delayMs = 0, loss = 0, random } = this.#options;
    if (!this.#links.has(linkKey(from, to))) return;
    if (random !== undefined && random() < loss) return;
    this.#clock.after(typeof delayMs === 'number' ? delayMs : delayMs(from, to), () => {
      // A link that broke in the meantime takes what was under way with it.
      if (this.#links.has(linkKey(from, to))) this.#endpoints.get(to)?.receive(from, frame);
    });
  }

  #linkToAll(id: string): void {
    if (this.#options.linkAll === false) return;
    for (const other of this.#endpoints.keys()) this.link(id, other);
  }
}

function linkKey(a: string, b: string): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}
