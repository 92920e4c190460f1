import { describe, expect, it } from 'vitest';
import { bytesFromPeerStatus } from '../../../lib/consensus/messages.ts';
import type { ConsensusMessage } from '../../../lib/consensus/types.ts';
import { ZERO_HASH } from '../../../lib/core/bytes.ts';
import { MAX_REQUEST_ITEMS } from '../../../lib/core/limits.ts';
import { encodeRlp, uintItem } from '../../../lib/core/rlp.ts';
import type { BlockStore } from '../../../lib/node/block-store/block-store.ts';
import { bytesFromHistoryRequest } from '../../../lib/node/coins/coin-wire.ts';
import { createBodies } from '../../../lib/node/gossip/bodies.ts';
import { createRequestHandlers } from '../../../lib/node/peers/serve-requests.ts';
import {
  bytesFromBlocksRequest,
  bytesFromCertificatesRequest,
  certificatesFromBytes,
} from '../../../lib/node/peers/wire.ts';
import type { Network, Protocol } from '../../../lib/node/ports.ts';
import { createGossipSetting, nullifyIn } from './support/gossip-setting.ts';
import { createTestNetwork, statusOf } from './support/test-network.ts';

function setUp() {
  const setting = createGossipSetting();
  const penalties: string[] = [];
  const touched: string[] = [];
  const store = new Proxy({} as BlockStore, {
    get: (_, name) => async () => void touched.push(String(name)),
  });
  const handlers = createRequestHandlers({
    clock: setting.net.clock,
    store,
    bodies: createBodies({ network: {} as Network, clock: setting.net.clock }),
    histories: {
      async entriesOf() {
        touched.push('histories');
        return [];
      },
      checkpointFor: async () => void touched.push('checkpoints'),
    },
    state: setting.state,
    stateOf: (epoch) => (epoch === 0n ? setting.state() : undefined),
    settled: async () => {},
    onStatus: (peer) => touched.push(peer),
    onDirect: (message, peer) => setting.gossip.onDirect(message, peer),
    penalise: (peer) => penalties.push(peer),
  });
  const ask = (protocol: Protocol, data: Uint8Array) => handlers[protocol]('mallory', data);
  return { ...setting, ask, penalties, touched };
}

const push = (messages: ConsensusMessage[]) =>
  bytesFromCertificatesRequest({ kind: 'push', messages });

describe('a request that no honest node sends', () => {
  const vote = { type: 'vote', vote: createGossipSetting().voteOf(1, nullifyIn(1n)) } as const;
  const tooMany = MAX_REQUEST_ITEMS + 1;
  const cases: [string, Protocol, Uint8Array][] = [
    ['for no block at all', 'blocks', encodeRlp([Uint8Array.of(1), uintItem(1), uintItem(0)])],
    [
      'for too many blocks',
      'blocks',
      bytesFromBlocksRequest({ kind: 'range', from: 1n, count: tooMany }),
    ],
    [
      'for too many headers',
      'blocks',
      bytesFromBlocksRequest({ kind: 'headers', from: 1n, count: tooMany }),
    ],
    ['of an unknown kind', 'blocks', encodeRlp([Uint8Array.of(9), uintItem(1)])],
    ['of bytes', 'certificates', Uint8Array.of(1, 2, 3)],
    ['with too many messages', 'certificates', push(Array.from({ length: tooMany }, () => vote))],
    ['with a status of bytes', 'status', Uint8Array.of(1, 2, 3)],
    ['for a body without its hash', 'body', Uint8Array.of(1)],
    [
      'for too many coin blocks',
      'coin-history',
      bytesFromHistoryRequest({ kind: 'range', slot: 1n, from: 1n, count: tooMany }),
    ],
    [
      'for no coin block at all',
      'coin-history',
      bytesFromHistoryRequest({ kind: 'range', slot: 1n, from: 1n, count: 0 }),
    ],
    [
      'for coin block zero',
      'coin-history',
      bytesFromHistoryRequest({ kind: 'range', slot: 1n, from: 0n, count: 1 }),
    ],
    ['for a coin in bytes', 'coin-history', Uint8Array.of(1, 2, 3)],
    ['for what no coin has', 'coin-history', encodeRlp([Uint8Array.of(9), uintItem(1)])],
  ];

  it.each(cases)('%s is refused and costs its sender', async (_, protocol, data) => {
    const { ask, penalties, touched, delivered, counts } = setUp();
    await expect(ask(protocol, data)).rejects.toMatchObject({ code: 'codec/malformed' });
    expect(penalties).toEqual(['mallory']);
    expect(touched).toEqual([]);
    expect(delivered).toEqual([]);
    expect(counts.verified).toBe(0);
  });
});

describe('messages that a neighbour pushes', () => {
  it('cost it for each that is wrong, and their checks are bounded', async () => {
    const { ask, penalties, voteOf, delivered, counts } = setUp();
    const wrong = { ...voteOf(1, nullifyIn(1n)), signature: `0x${'ab'.repeat(96)}` } as const;
    const messages = Array.from({ length: MAX_REQUEST_ITEMS }, (): ConsensusMessage => {
      return { type: 'vote', vote: wrong };
    });
    await ask('certificates', push(messages));
    expect(counts.verified).toBe(20);
    expect(penalties).toHaveLength(20);
    expect(delivered).toEqual([]);
  });

  it('of another epoch are nobody’s fault', async () => {
    const { ask, penalties, voteOf, delivered } = setUp();
    await ask('certificates', push([{ type: 'vote', vote: voteOf(1, nullifyIn(1n, 3n)) }]));
    expect([penalties, delivered]).toEqual([[], []]);
  });
});

describe('a request for what is there', () => {
  it('is answered within the bound, whatever the range', async () => {
    const { ask, receive, forged } = setUp();
    for (let view = 1n; view <= 70n; view++) {
      const certificate = forged.certify(2, view, ZERO_HASH);
      await receive({ type: 'certificate', certificate }, 'anyone', `${view}`);
    }
    const range = { epoch: 0n, fromView: 0n, toView: (1n << 64n) - 1n };
    const request = bytesFromCertificatesRequest({ kind: 'range', ...range });
    const answer = certificatesFromBytes(await ask('certificates', request));
    expect(answer).toHaveLength(MAX_REQUEST_ITEMS);
  });
});

describe('a status', () => {
  it('of somebody who is gone is forgotten, whatever it claims', async () => {
    const net = createTestNetwork();
    let onStatus = async (_: string, data: Uint8Array) => data;
    const node = net.add('follower', {
      network: (plain) =>
        new Proxy(plain, {
          get(target, name) {
            if (name === 'onRequest') {
              return (protocol: Protocol, handler: typeof onStatus) => {
                if (protocol === 'status') onStatus = handler;
                target.onRequest(protocol, handler);
              };
            }
            const value = Reflect.get(target, name, target) as unknown;
            return typeof value === 'function' ? value.bind(target) : value;
          },
        }),
    });
    await node.node.start();
    const far = { epoch: 0n, view: 9n, finalizedHeight: 1n << 60n, finalizedHash: ZERO_HASH };
    await onStatus('a neighbour that left', bytesFromPeerStatus({ ...far, wallMs: 0 }));
    expect((await statusOf(node)).targetHeight).toBe(0n);
  });
});
