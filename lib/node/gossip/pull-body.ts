import { bytesFromHex, type Hash } from '../../core/bytes.ts';
import { WeftError } from '../../core/errors.ts';
import { keccakHex } from '../../core/keccak.ts';
import { BODY_PATIENCE_MS, MAX_BODY_REQUESTS } from '../../core/limits.ts';
import type { Clock, Network } from '../ports.ts';

export interface PullBodyComponents {
  network: Pick<Network, 'peers' | 'request' | 'penalise'>;
  clock: Clock;
  /** Whether one more neighbour may be asked that did not announce the body itself. */
  mayAskOthers(): boolean;
}

/** A body that is being fetched. */
export interface BodyPull {
  /** Throws what the last request threw, or `gossip/wrong-body`. */
  body: Promise<Uint8Array>;
  /** One more neighbour has it. */
  announcedBy(peer: string): void;
}

/**
 * Asks who announced the body; after a short patience one more neighbour, then another, each time
 * after twice the patience, so that a slow link is not filled with copies. The first good answer is
 * taken. Whoever forwards an announcement holds its body, and so does its author, so others are
 * likely to have it when the first stays silent.
 */
export function pullBody(
  hash: Hash,
  sources: readonly string[],
  { network, clock, mayAskOthers }: PullBodyComponents,
): BodyPull {
  const announcers = sources.slice(0, 1);
  const asked = new Set<string>();
  let answering = 0;
  let rounds = 0;
  let failure: unknown = new WeftError('network/unreachable', 'nobody to ask for a body');
  let settle = (_outcome: Uint8Array | undefined): void => {};
  let cancel = (): void => {};

  function nextSource(): string | undefined {
    if (rounds >= MAX_BODY_REQUESTS) return undefined;
    const isNew = (peer: string): boolean => !asked.has(peer);
    const announcer = announcers.find(isNew);
    if (announcer !== undefined) return announcer;
    const connected = network.peers().map(({ id }) => id);
    const author = sources.find((peer) => isNew(peer) && connected.includes(peer));
    return author ?? connected.find(isNew);
  }

  function askNext(): void {
    const peer = nextSource();
    if (peer === undefined && answering === 0) {
      settle(undefined);
      return;
    }
    cancel = clock.after(BODY_PATIENCE_MS * 2 ** rounds++, askNext);
    if (peer !== undefined && (announcers.includes(peer) || mayAskOthers())) void ask(peer);
  }

  function announcedBy(peer: string): void {
    if (!announcers.includes(peer)) announcers.push(peer);
  }

  async function ask(peer: string): Promise<void> {
    asked.add(peer);
    answering++;
    try {
      const body = await network.request(peer, 'body', bytesFromHex(hash));
      if (keccakHex(body) === hash) return settle(body);
      failure = new WeftError('gossip/wrong-body', 'a body does not match its announcement');
      network.penalise(peer, 'wrong-body');
    } catch (thrown) {
      failure = thrown;
    }
    answering--;
    if (answering === 0 && nextSource() === undefined) settle(undefined);
  }

  const body = new Promise<Uint8Array>((resolve, reject) => {
    settle = (outcome) => {
      cancel();
      settle = () => {};
      if (outcome) resolve(outcome);
      else reject(failure);
    };
    askNext();
  });
  return { body, announcedBy };
}
