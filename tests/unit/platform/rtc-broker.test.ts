import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MAX_PEER_CONNECTIONS } from '../../../lib/core/limits.ts';
import { createRtcBroker, type RtcBroker } from '../../../lib/platform/browser/rtc-broker.ts';
import type { RtcCommand, RtcEvent } from '../../../lib/platform/browser/rtc-messages.ts';

/** Counts as a browser's peer connection as far as the broker uses one. */
class FakeConnection extends EventTarget {
  static all: FakeConnection[] = [];
  connectionState = 'new';
  iceConnectionState = 'new';
  iceGatheringState = 'new';
  signalingState = 'stable';
  localDescription: RTCSessionDescriptionInit | null = null;
  sctp: (EventTarget & { state: string }) | null = null;

  constructor() {
    super();
    FakeConnection.all.push(this);
  }

  async setLocalDescription(description: RTCSessionDescriptionInit): Promise<void> {
    this.localDescription = description;
    this.sctp = Object.assign(new EventTarget(), { state: 'connected' });
  }

  createDataChannel(label: string): RTCDataChannel {
    return { label, readyState: 'connecting', close: () => {} } as unknown as RTCDataChannel;
  }

  close(): void {
    this.connectionState = 'closed';
  }
}

let events: RtcEvent[];
let worker: MessagePort;
let broker: RtcBroker;

beforeEach(() => {
  FakeConnection.all = [];
  vi.stubGlobal('RTCPeerConnection', FakeConnection);
  vi.stubGlobal('addEventListener', () => {});
  broker = createRtcBroker();
  worker = attach();
});
afterEach(() => {
  worker.close();
  vi.unstubAllGlobals();
});

function attach(): MessagePort {
  const { port1, port2 } = new MessageChannel();
  events = [];
  port1.onmessage = ({ data }) => events.push(data);
  broker.serve(port2);
  return port1;
}

/** Sends commands, and one more that is answered after them. */
async function command(...commands: RtcCommand[]): Promise<void> {
  const last: RtcCommand = {
    ...{ kind: 'call', connection: LAST, call: LAST },
    request: { method: 'createOffer' },
  };
  for (const message of [...commands, last]) worker.postMessage(message);
  const isLast = (event: RtcEvent) => event.kind === 'result' && event.call === LAST;
  await vi.waitFor(() => expect(events.some(isLast)).toBe(true), { interval: 1 });
  events = events.filter((event) => !isLast(event));
}

/** Neither a connection nor a call of a test. */
const LAST = 1_000;

function open(connection: number): RtcCommand {
  return { kind: 'open', connection, configuration: {}, certificates: [] };
}

function closedConnections(): number[] {
  return events.flatMap((event) =>
    event.kind === 'state' && event.state.connectionState === 'closed' ? [event.connection] : [],
  );
}

describe('the broker', () => {
  it('reports a connection as closed when its SCTP association is', async () => {
    const description = { type: 'offer', sdp: 'x' } as const;
    const request = { method: 'setLocalDescription', description } as const;
    await command(open(1), { kind: 'call', connection: 1, call: 1, request });
    const [connection] = FakeConnection.all;
    if (connection?.sctp == null) throw new RangeError('no transport');
    connection.sctp.state = 'closed';
    connection.sctp.dispatchEvent(new Event('statechange'));
    await command();
    expect(closedConnections()).toEqual([1]);
    expect(connection.connectionState).toBe('closed');
  });

  it('refuses more connections than a page may have', async () => {
    for (let i = 1; i <= MAX_PEER_CONNECTIONS + 1; i++) await command(open(i));
    expect(FakeConnection.all.length).toBe(MAX_PEER_CONNECTIONS);
    expect(closedConnections()).toEqual([MAX_PEER_CONNECTIONS + 1]);
    await command({ kind: 'close', connection: 1 }, open(1_000));
    expect(FakeConnection.all.length).toBe(MAX_PEER_CONNECTIONS + 1);
  });

  it('bridges every channel once the browser has refused to move one', async () => {
    // A fake channel cannot be cloned or moved, so posting it throws as in such a browser.
    const channel = { kind: 'createChannel', connection: 1, label: '', options: {} } as const;
    await command(open(1), { ...channel, channel: 2 }, { ...channel, channel: 4 });
    expect(broker.isBridging()).toBe(true);
    expect(events.filter(({ kind }) => kind === 'channelTransferred')).toEqual([]);
  });

  it('answers a call to a connection that is gone with an error', async () => {
    await command({ kind: 'call', connection: 9, call: 3, request: { method: 'createOffer' } });
    expect(events).toMatchObject([
      { kind: 'result', call: 3, result: { kind: 'failure', name: 'InvalidStateError' } },
    ]);
  });

  it('reports connections as closed where there is no WebRTC', async () => {
    vi.stubGlobal('RTCPeerConnection', undefined);
    const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
    await command(open(1), { kind: 'generateCertificate', call: 1, algorithm });
    expect(closedConnections()).toEqual([1]);
    expect(events.at(-1)).toMatchObject({ kind: 'result', result: { kind: 'failure' } });
  });

  it('serves the next worker after the first has ended', async () => {
    await command(open(1));
    worker.close();
    worker = attach();
    await command(open(1));
    expect(FakeConnection.all.length).toBe(2);
  });
});
