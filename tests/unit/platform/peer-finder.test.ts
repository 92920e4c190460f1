import { expect, it } from 'vitest';
import {
  MAX_ANNOUNCEMENT_BURST_PER_PEER,
  MAX_ANNOUNCEMENTS_PER_SECOND_PER_PEER,
} from '../../../lib/core/limits.ts';
import { createAddressBook } from '../../../lib/platform/libp2p/address-book.ts';
import { createIdentity } from '../../../lib/platform/libp2p/identity.ts';
import { encodeAddresses } from '../../../lib/platform/libp2p/peer-exchange.ts';
import { createPeerFinder } from '../../../lib/platform/libp2p/peer-finder.ts';
import { createVirtualClock } from '../../../lib/platform/memory/virtual-clock.ts';

const { id: author } = await createIdentity(new Uint8Array(32).fill(1));
const data = encodeAddresses([`/ip4/127.0.0.1/tcp/1/ws/p2p/${author}`]);

function setUp() {
  const clock = createVirtualClock();
  const finder = createPeerFinder({
    ...{ clock, book: createAddressBook(), self: 'self', local: true },
    ownAddresses: () => [],
    publish: async () => undefined,
    askForPeers: async () => new Uint8Array(),
    penalise: () => undefined,
  });
  const hear = (from: string) => finder.heard({ topic: 'peers', author, from, data });
  return { clock, hear };
}

it('passes on as many announcements of a neighbour as a large network makes', () => {
  const { clock, hear } = setUp();
  const accepted = (count: number) =>
    Array.from({ length: count }, () => hear('flooder')).filter((each) => each === 'accept').length;
  expect(accepted(2 * MAX_ANNOUNCEMENT_BURST_PER_PEER)).toBe(MAX_ANNOUNCEMENT_BURST_PER_PEER);
  expect(hear('another')).toBe('accept');
  clock.advance(1_000);
  const later = accepted(2 * MAX_ANNOUNCEMENTS_PER_SECOND_PER_PEER);
  expect(later).toBe(MAX_ANNOUNCEMENTS_PER_SECOND_PER_PEER);
});
