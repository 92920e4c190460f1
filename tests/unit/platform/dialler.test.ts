import type { Connection } from '@libp2p/interface';
import { multiaddr } from '@multiformats/multiaddr';
import { describe, expect, it } from 'vitest';
import {
  DIAL_BACKOFF_MS,
  DIAL_TICK_MS,
  MAX_CONCURRENT_DIALS,
  MAX_DIAL_BACKOFF_MS,
  MAX_DIAL_FAILURES,
  MAX_DIALS_PER_MINUTE,
  SEED_DIAL_INTERVAL_MS,
} from '../../../lib/core/limits.ts';
import { createAddressBook } from '../../../lib/platform/libp2p/address-book.ts';
import { createDialler } from '../../../lib/platform/libp2p/dialler.ts';
import { createIdentity } from '../../../lib/platform/libp2p/identity.ts';
import { createVirtualClock } from '../../../lib/platform/memory/virtual-clock.ts';

const ids = await Promise.all(
  Array.from({ length: 40 }, async (_, i) => (await createIdentity(new Uint8Array(32).fill(i))).id),
);

const WEBSOCKET = {
  status: 'open',
  remoteAddr: multiaddr('/ip4/9.9.9.9/tcp/1/ws'),
} as Connection;
const CERTHASH = 'uEiAsGPzpiPGQzSlVHRXrUCT5EkTV7YFrV4VZ3hpEKTd_zg';

function setUp(options: {
  seeds?: string[];
  wantedPeers?: number;
  refuse?: boolean;
  peerCount?: number;
  /** Over a websocket. */
  connected?: string;
  countPeers?: () => void;
}) {
  const clock = createVirtualClock();
  const book = createAddressBook();
  const dialled: string[][] = [];
  const finish: (() => void)[] = [];
  const dialler = createDialler({ seeds: [], wantedPeers: 12, leaveWebsockets: true, ...options })({
    clock,
    book,
    connectionsTo: (peer) => (peer === options.connected ? [WEBSOCKET] : []),
    peerCount() {
      options.countPeers?.();
      return options.peerCount ?? 0;
    },
    isBanned: (peer) => peer === ids[39],
    addressesOf: async () => [],
    dial(addresses) {
      dialled.push([...addresses]);
      return new Promise<undefined>((resolve, reject) => {
        const answer = () => resolve(undefined);
        finish.push(options.refuse === true ? () => reject(new RangeError('no')) : answer);
      });
    },
  });
  const finishAll = async (): Promise<void> => {
    for (const done of finish.splice(0)) done();
    await new Promise((resolve) => setTimeout(resolve, 0));
  };
  return { clock, book, dialled, dialler, finishAll };
}

function learn(book: ReturnType<typeof createAddressBook>, from: number, to: number): void {
  for (const id of ids.slice(from, to)) book.learn(id, [`/ip4/9.9.9.9/tcp/1/ws/p2p/${id}`], 0);
}

describe('the dialler', () => {
  it('dials a few peers at a time, and none that is banned', async () => {
    const { book, dialled, dialler, finishAll } = setUp({});
    learn(book, 30, 40);
    dialler.tick();
    expect(dialled.length).toBe(MAX_CONCURRENT_DIALS);
    await finishAll();
    dialler.tick();
    expect(dialled.length).toBe(2 * MAX_CONCURRENT_DIALS);
    expect(dialled.flat().some((address) => address.includes(String(ids[39])))).toBe(false);
  });

  it('dials no more than are wanted', () => {
    const { book, dialled, dialler } = setUp({ wantedPeers: 1 });
    learn(book, 0, 10);
    dialler.tick();
    dialler.tick();
    expect(dialled.length).toBe(1);
  });

  it('waits longer after each failure, and then forgets the peer', async () => {
    const { clock, book, dialled, dialler, finishAll } = setUp({ refuse: true });
    learn(book, 0, 1);
    for (let failures = 0; failures < MAX_DIAL_FAILURES; failures++) {
      dialler.tick();
      await finishAll();
      expect(dialled.length).toBe(failures + 1);
      clock.advance(DIAL_BACKOFF_MS * 2 ** failures - 1);
      dialler.tick();
      expect(dialled.length).toBe(failures + 1);
      clock.advance(1);
    }
    expect(book.all()).toEqual([]);
  });

  it('counts its peers once a tick, however many others it knows', () => {
    let counts = 0;
    const { book, dialler } = setUp({ countPeers: () => counts++ });
    learn(book, 0, 30);
    dialler.tick();
    expect(counts).toBe(1);
  });

  it('never forgets a seed', async () => {
    const seed = `/ip4/9.9.9.9/tcp/1/ws/p2p/${ids[0]}`;
    const { clock, dialled, dialler, finishAll } = setUp({ seeds: [seed], refuse: true });
    for (let i = 0; i < 20; i++) {
      dialler.tick();
      await finishAll();
      clock.advance(120_000);
    }
    expect(dialled.length).toBe(20);
  });

  it('comes back to a seed that it lost, however many other peers it has', async () => {
    const seed = `/ip4/9.9.9.9/tcp/1/ws/p2p/${ids[0]}`;
    const peerCount = 24;
    const { clock, dialled, dialler, finishAll } = setUp({
      seeds: [seed],
      refuse: true,
      peerCount,
    });
    for (let elapsedMs = 0; elapsedMs < 120_000; elapsedMs += DIAL_TICK_MS) {
      dialler.tick();
      await finishAll();
      clock.advance(DIAL_TICK_MS);
    }
    // Failures back off: 2, 4, 8, 16 and then every 32 seconds.
    expect(dialled.length).toBe(7);
  });

  it('dials seeds one after the other, and the next at once when one refuses', async () => {
    const seeds = ids.slice(0, 3).map((id) => `/ip4/9.9.9.9/tcp/1/ws/p2p/${id}`);
    const patient = setUp({ seeds });
    patient.dialler.tick();
    patient.clock.advance(SEED_DIAL_INTERVAL_MS - 1);
    patient.dialler.tick();
    expect(patient.dialled).toEqual([[seeds[0]]]);
    patient.clock.advance(1);
    patient.dialler.tick();
    expect(patient.dialled).toEqual([[seeds[0]], [seeds[1]]]);
    const refused = setUp({ seeds, refuse: true });
    for (let i = 0; i < 3; i++) {
      refused.dialler.tick();
      await refused.finishAll();
    }
    expect(refused.dialled).toEqual(seeds.map((seed) => [seed]));
  });

  it('dials a seed that it lost before another one over WebRTC too', async () => {
    const [here, lost] = ids.map((id) => `/ip4/9.9.9.9/tcp/1/ws/p2p/${id}`) as [string, string];
    const direct = `/ip4/9.9.9.9/udp/1/webrtc-direct/certhash/${CERTHASH}/p2p/${ids[0]}`;
    const seeds = [here, lost];
    const { book, clock, dialled, dialler } = setUp({ seeds, connected: ids[0] as string });
    book.learn(ids[0] as string, [direct], 0);
    for (let i = 0; i < 2; i++) {
      dialler.tick();
      await Promise.resolve();
      clock.advance(SEED_DIAL_INTERVAL_MS);
    }
    expect(dialled).toEqual([[lost], [direct]]);
  });

  it('tries a seed over WebRTC too, where websockets are cut off', async () => {
    const socket = `/ip4/9.9.9.9/tcp/1/ws/p2p/${ids[0]}`;
    const direct = `/ip4/9.9.9.9/udp/1/webrtc-direct/certhash/${CERTHASH}/p2p/${ids[0]}`;
    const { clock, book, dialled, dialler, finishAll } = setUp({ seeds: [socket], refuse: true });
    book.learn(ids[0] ?? '', [direct], 0);
    for (let i = 0; i < 4; i++) {
      dialler.tick();
      await finishAll();
      clock.advance(MAX_DIAL_BACKOFF_MS);
    }
    expect(dialled).toEqual([[socket], [direct], [socket], [direct]]);
  });

  it('keeps to its budget of dials a minute', async () => {
    const { clock, book, dialled, dialler, finishAll } = setUp({});
    learn(book, 0, 30);
    for (let i = 0; i < 200; i++) {
      dialler.tick();
      await finishAll();
    }
    expect(dialled.length).toBe(MAX_DIALS_PER_MINUTE);
    clock.advance(60_000);
    dialler.tick();
    expect(dialled.length).toBeGreaterThan(MAX_DIALS_PER_MINUTE);
  });
});
