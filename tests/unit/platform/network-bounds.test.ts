import { describe, expect, it } from 'vitest';
import {
  MAX_ADDRESSES_PER_PEER,
  MAX_EXCHANGED_PEERS,
  MAX_HEARSAY_ADDRESSES_PER_PEER,
  MAX_KNOWN_PEERS,
  MAX_PENALTIES,
  MAX_REQUEST_BURST_PER_PEER,
  MAX_REQUESTS_PER_SECOND_PER_PEER,
  MAX_SCORED_PEERS,
  MAX_SEEN_MESSAGES,
  PEER_BAN_MS,
  PENALTY_DECAY_MS,
} from '../../../lib/core/limits.ts';
import { decodeRlp, encodeRlp } from '../../../lib/core/rlp.ts';
import { createAddressBook } from '../../../lib/platform/libp2p/address-book.ts';
import { createIdentity } from '../../../lib/platform/libp2p/identity.ts';
import {
  decodeAddresses,
  decodePeers,
  encodeAddresses,
  encodePeers,
} from '../../../lib/platform/libp2p/peer-exchange.ts';
import { createPeerScores } from '../../../lib/platform/network/peer-scores.ts';
import { createRequestRate } from '../../../lib/platform/network/request-rate.ts';
import { createSeenMessages } from '../../../lib/platform/network/seen-messages.ts';

describe('peer scores', () => {
  it('ban at the last penalty, for a while', () => {
    const scores = createPeerScores();
    const outcomes = Array.from({ length: MAX_PENALTIES }, () => scores.penalise('a', 0));
    expect(outcomes.indexOf(true)).toBe(MAX_PENALTIES - 1);
    expect(scores.isBanned('a', PEER_BAN_MS - 1)).toBe(true);
    expect(scores.isBanned('a', PEER_BAN_MS)).toBe(false);
    expect(scores.isBanned('b', 0)).toBe(false);
  });

  it('forgive penalties that are far apart', () => {
    const scores = createPeerScores();
    for (let i = 0; i < 3 * MAX_PENALTIES; i++) {
      expect(scores.penalise('a', i * PENALTY_DECAY_MS)).toBe(false);
    }
  });

  it('forget the peer that was good for longest', () => {
    const scores = createPeerScores();
    for (let i = 0; i < MAX_PENALTIES; i++) scores.penalise('first', 0);
    for (let i = 0; i < MAX_SCORED_PEERS - 1; i++) scores.penalise(`peer ${i}`, 1);
    expect(scores.isBanned('first', 1)).toBe(true);
    scores.penalise('one more', 1);
    expect(scores.isBanned('first', 1)).toBe(false);
  });
});

describe('the request rate', () => {
  it('admits a burst, then so many a second, for each peer and protocol', () => {
    const rate = createRequestRate();
    const admitted = (nowMs: number, tries: number) =>
      Array.from({ length: tries }, () => rate.admit('a', 'status', nowMs)).filter(Boolean).length;
    expect(admitted(0, 100)).toBe(MAX_REQUEST_BURST_PER_PEER);
    expect(admitted(1_000, 100)).toBe(MAX_REQUESTS_PER_SECOND_PER_PEER);
    expect(rate.admit('b', 'status', 1_000)).toBe(true);
    expect(rate.admit('a', 'blocks', 1_000)).toBe(true);
    expect(admitted(60_000, 100)).toBe(MAX_REQUEST_BURST_PER_PEER);
  });
});

describe('seen messages', () => {
  it('are remembered until newer ones need the room', () => {
    const seen = createSeenMessages();
    for (let i = 0; i < MAX_SEEN_MESSAGES; i++) expect(seen.add(String(i))).toBe(true);
    expect(seen.add('0')).toBe(false);
    expect(seen.add('new')).toBe(true);
    expect(seen.add('0')).toBe(true);
  });
});

describe('the address book', () => {
  it('holds so many peers, and so many addresses of each', () => {
    const book = createAddressBook();
    const addresses = Array.from({ length: MAX_ADDRESSES_PER_PEER + 5 }, (_, i) => `address ${i}`);
    for (let i = 0; i <= MAX_KNOWN_PEERS; i++) book.learn(`peer ${i}`, addresses, 0);
    const known = book.all();
    expect(known.length).toBe(MAX_KNOWN_PEERS);
    expect(known.map((peer) => peer.id)).not.toContain('peer 0');
    expect(known[0]?.addresses.length).toBe(MAX_ADDRESSES_PER_PEER);
  });
});

describe('what somebody else says of a peer', () => {
  const itself = ['its own 1', 'its own 2'];

  it('is added behind what the peer told, a few addresses and no more', () => {
    const book = createAddressBook();
    book.learn('ann', itself, 0);
    for (let i = 0; i < 3 * MAX_HEARSAY_ADDRESSES_PER_PEER; i++) book.hear('ann', [`lie ${i}`], 0);
    const [ann] = book.all();
    expect(ann?.addresses.slice(0, 2)).toEqual(itself);
    expect(ann?.addresses.length).toBe(2 + MAX_HEARSAY_ADDRESSES_PER_PEER);
  });

  it('never takes the place of what the peer told, or where it answered', () => {
    const book = createAddressBook();
    const most = Array.from({ length: MAX_ADDRESSES_PER_PEER }, (_, i) => `its own ${i}`);
    book.learn('ann', most, 0);
    book.hear('ann', ['lie'], 0);
    expect(book.all()[0]?.addresses).toEqual(most);
    book.hear('bob', ['where it is'], 0);
    book.reached('bob', 'where it is');
    for (let i = 0; i < 2 * MAX_HEARSAY_ADDRESSES_PER_PEER; i++) book.hear('bob', [`lie ${i}`], 0);
    expect(book.all().find((peer) => peer.id === 'bob')?.addresses[0]).toBe('where it is');
  });

  it('makes room for peers who told of themselves, and is tried after them', () => {
    const book = createAddressBook();
    book.learn('ann', itself, 0);
    for (let i = 0; i < 2 * MAX_KNOWN_PEERS; i++) book.hear(`nobody ${i}`, ['lie'], 0);
    expect(book.all().length).toBe(MAX_KNOWN_PEERS);
    expect(book.all().at(-1)?.id).toBe('ann');
  });

  it('is not passed on', () => {
    const book = createAddressBook();
    book.hear('nobody', ['lie'], 0);
    book.learn('ann', itself, 0);
    book.hear('ann', ['lie'], 0);
    expect(book.firstHand()).toEqual([{ id: 'ann', addresses: itself }]);
  });
});

const { id } = await createIdentity(new Uint8Array(32).fill(1));
const { id: other } = await createIdentity(new Uint8Array(32).fill(2));

describe('announcements', () => {
  const code = 'codec/malformed';

  it('carry addresses of their author', () => {
    const addresses = [`/ip4/127.0.0.1/tcp/1/ws/p2p/${id}`];
    const bytes = encodeAddresses(addresses);
    expect(decodeAddresses(bytes, id, true)).toEqual({ id, addresses });
    expect(() => decodeAddresses(bytes, other, true)).toThrow(expect.objectContaining({ code }));
    expect(decodePeers(encodePeers([{ id, addresses }]), true)).toEqual([{ id, addresses }]);
  });

  it('lose private addresses on public networks, and addresses of relays everywhere', () => {
    const relayed = `/ip4/9.9.9.9/tcp/1/ws/p2p/${other}/p2p-circuit/p2p/${id}`;
    const listed = [
      relayed,
      `/ip4/192.168.0.1/tcp/1/ws/p2p/${id}`,
      `/ip4/9.9.9.9/tcp/1/ws/p2p/${id}`,
    ];
    const { addresses } = decodeAddresses(encodeAddresses(listed), id, false);
    expect(addresses).toEqual([`/ip4/9.9.9.9/tcp/1/ws/p2p/${id}`]);
  });

  it.each([
    ['no addresses', encodeAddresses([])],
    ['an address without peer', encodeAddresses(['/ip4/9.9.9.9/tcp/1/ws'])],
    ['text that is no address', encodeAddresses(['hello'])],
    ['an id that is no key', encodeAddresses(['/ip4/9.9.9.9/tcp/1/ws/p2p/1111'])],
    ['an address too long', encodeAddresses([`/dns4/${'a'.repeat(600)}/tcp/1/ws/p2p/${id}`])],
    [
      'too many addresses',
      encodeAddresses(
        Array.from({ length: MAX_ADDRESSES_PER_PEER + 1 }, (_, i) => {
          return `/ip4/9.9.9.9/tcp/${i + 1}/ws/p2p/${id}`;
        }),
      ),
    ],
  ])('are refused with %s', (_what, bytes) => {
    expect(() => decodeAddresses(bytes, id, true)).toThrow(expect.objectContaining({ code }));
    const listed = encodeRlp([decodeRlp(bytes)]);
    expect(() => decodePeers(listed, true)).toThrow(expect.objectContaining({ code }));
  });

  it('name so many peers and no more', () => {
    const peer = { id, addresses: [`/ip4/9.9.9.9/tcp/1/ws/p2p/${id}`] };
    const most = encodePeers(Array.from({ length: MAX_EXCHANGED_PEERS }, () => peer));
    expect(decodePeers(most, true).length).toBe(MAX_EXCHANGED_PEERS);
    const more = encodePeers(Array.from({ length: MAX_EXCHANGED_PEERS + 1 }, () => peer));
    expect(() => decodePeers(more, true)).toThrow(expect.objectContaining({ code }));
  });
});
