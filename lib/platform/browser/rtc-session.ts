import { MAX_PEER_CONNECTIONS } from '../../core/limits.ts';
import { type BridgedChannel, bridgeChannel } from './rtc-bridged-channel.ts';
import {
  INIT_CHANNEL_LABEL,
  type RtcCall,
  type RtcCommand,
  type RtcEvent,
  type RtcResult,
  type RtcState,
} from './rtc-messages.ts';

type CreateChannel = RtcCommand & { kind: 'createChannel' };

const STATE_EVENTS = [
  'connectionstatechange',
  'iceconnectionstatechange',
  'icegatheringstatechange',
  'signalingstatechange',
] as const;

/** Whether this browser can move a data channel to a worker; found out by trying. */
export interface TransferSupport {
  works: boolean | 'unknown';
}

/** The peer connections of one worker. */
export interface RtcSession {
  connections(): RTCPeerConnection[];
  /** Ends all connections and tells the worker, which may open others. */
  dropAll(): void;
  /** Ends all connections and the service. */
  close(): void;
}

/** Serves one worker through its port, until the session is closed. */
export function createRtcSession(port: MessagePort, transfer: TransferSupport): RtcSession {
  return new PortSession(port, transfer);
}

class PortSession implements RtcSession {
  readonly #port: MessagePort;
  readonly #transfer: TransferSupport;
  readonly #connections = new Map<number, RTCPeerConnection>();
  readonly #certificates = new Map<number, RTCCertificate>();
  readonly #bridged = new Map<number, BridgedChannel>();
  readonly #watched = new WeakSet<RTCSctpTransport>();
  #nextNumber = 1;

  constructor(port: MessagePort, transfer: TransferSupport) {
    this.#port = port;
    this.#transfer = transfer;
    port.onmessage = ({ data }: MessageEvent<RtcCommand>) => this.#obey(data);
  }

  connections(): RTCPeerConnection[] {
    return [...this.#connections.values()];
  }

  dropAll(): void {
    for (const number of [...this.#connections.keys()]) this.#drop(number);
  }

  close(): void {
    this.dropAll();
    this.#port.close();
  }

  #obey(command: RtcCommand): void {
    switch (command.kind) {
      case 'open':
        this.#open(command);
        break;
      case 'close':
        this.#connections.get(command.connection)?.close();
        this.#connections.delete(command.connection);
        break;
      case 'call':
        void this.#answer(command.call, this.#perform(command.connection, command.request));
        break;
      case 'generateCertificate':
        void this.#answer(command.call, this.#generate(command.algorithm));
        break;
      case 'createChannel':
        this.#create(command);
        break;
      case 'sendBytes':
        this.#bridged.get(command.channel)?.send(command.data);
        break;
      case 'closeChannel':
        this.#bridged.get(command.channel)?.close();
    }
  }

  #post(event: RtcEvent, list: Transferable[] = []): void {
    this.#port.postMessage(event, list);
  }

  #open(command: RtcCommand & { kind: 'open' }): void {
    const number = command.connection;
    const certificates = command.certificates.flatMap((key) => this.#certificates.get(key) ?? []);
    for (const key of command.certificates) this.#certificates.delete(key);
    const full = this.#connections.size >= MAX_PEER_CONNECTIONS;
    const connection = full ? undefined : connectionWith(command.configuration, certificates);
    if (connection === undefined) {
      this.#reportClosed(number);
      return;
    }
    this.#connections.set(number, connection);
    connection.onicecandidate = ({ candidate }) => {
      const plain = candidate?.toJSON() ?? null;
      this.#post({ kind: 'candidate', connection: number, candidate: plain });
    };
    connection.ondatachannel = ({ channel }) => this.#receive(number, channel);
    for (const event of STATE_EVENTS) {
      connection.addEventListener(event, () => {
        this.#post({ kind: 'state', connection: number, event, state: stateOf(connection) });
        if (connection.connectionState === 'failed') this.#drop(number);
      });
    }
  }

  /** Ends a connection from this side and tells the worker. */
  #drop(number: number): void {
    if (!this.#connections.has(number)) return;
    this.#connections.get(number)?.close();
    this.#connections.delete(number);
    this.#reportClosed(number);
  }

  #reportClosed(connection: number): void {
    const state: RtcState = {
      connectionState: 'closed',
      iceConnectionState: 'closed',
      iceGatheringState: 'complete',
      signalingState: 'closed',
    };
    this.#post({ kind: 'state', connection, event: 'connectionstatechange', state });
  }

  async #answer(call: number, work: Promise<RtcResult>): Promise<void> {
    this.#post({ kind: 'result', call, result: await work.catch(failureOf) });
  }

  async #perform(number: number, request: RtcCall): Promise<RtcResult> {
    const connection = this.#connections.get(number);
    if (connection === undefined) throw new DOMException('closed', 'InvalidStateError');
    const result = await callConnection(connection, request);
    this.#watchTransport(number, connection);
    return result;
  }

  /**
   * A peer that closes its tab ends its SCTP association at once, but `connectionState` notices
   * only after the ICE consent has run out, ten seconds and more later.
   */
  #watchTransport(number: number, connection: RTCPeerConnection): void {
    const { sctp } = connection;
    if (sctp === null || this.#watched.has(sctp)) return;
    this.#watched.add(sctp);
    sctp.addEventListener('statechange', () => {
      if (sctp.state === 'closed') this.#drop(number);
    });
  }

  async #generate(algorithm: EcKeyGenParams): Promise<RtcResult> {
    const certificate = await RTCPeerConnection.generateCertificate(algorithm);
    const number = this.#nextNumber++;
    this.#certificates.set(number, certificate);
    return { kind: 'certificate', certificate: number, expires: certificate.expires };
  }

  #receive(connection: number, channel: RTCDataChannel): void {
    const { label, protocol } = channel;
    const number = this.#nextNumber++ * 2 + 1;
    const event = {
      kind: 'channelReceived',
      connection,
      channel: number,
      label,
      protocol,
    } as const;
    if (this.#tryTransfer({ ...event, transferred: channel }, channel)) return;
    this.#post(event);
    if (channel.readyState === 'open') {
      const opened = { type: 'open', id: channel.id } as const;
      this.#post({ kind: 'channelEvent', channel: number, event: opened });
    }
    this.#bridge(number, channel);
  }

  #create({ connection, channel: number, label, options }: CreateChannel): void {
    const channel = this.#connections.get(connection)?.createDataChannel(label, options);
    if (channel === undefined) return;
    const moved = { kind: 'channelTransferred', channel: number, transferred: channel } as const;
    if (!this.#tryTransfer(moved, channel)) this.#bridge(number, channel);
  }

  /** Works only in the task that made or received the channel. */
  #tryTransfer(event: RtcEvent, channel: RTCDataChannel): boolean {
    // The init channel lives too briefly for its events to survive the move.
    if (this.#transfer.works === false || channel.label === INIT_CHANNEL_LABEL) return false;
    try {
      // The DOM types do not list data channels among what can be transferred yet.
      this.#post(event, [channel as unknown as Transferable]);
      this.#transfer.works = true;
      return true;
    } catch {
      // After a success this channel is to blame, not the browser.
      if (this.#transfer.works === 'unknown') this.#transfer.works = false;
      return false;
    }
  }

  #bridge(number: number, channel: RTCDataChannel): void {
    const side = bridgeChannel(channel, (event, list) => {
      if (event.type === 'close') this.#bridged.delete(number);
      this.#post({ kind: 'channelEvent', channel: number, event }, list);
    });
    this.#bridged.set(number, side);
  }
}

/** Undefined where WebRTC is switched off or the browser has had enough connections. */
function connectionWith(
  configuration: RTCConfiguration,
  certificates: RTCCertificate[],
): RTCPeerConnection | undefined {
  try {
    return new RTCPeerConnection({ ...configuration, certificates });
  } catch {
    return undefined;
  }
}

function stateOf(connection: RTCPeerConnection): RtcState {
  const { connectionState, iceConnectionState, iceGatheringState, signalingState } = connection;
  return { connectionState, iceConnectionState, iceGatheringState, signalingState };
}

async function callConnection(connection: RTCPeerConnection, request: RtcCall): Promise<RtcResult> {
  switch (request.method) {
    case 'createOffer':
      return described(await connection.createOffer());
    case 'createAnswer':
      return described(await connection.createAnswer());
    case 'setLocalDescription':
      await connection.setLocalDescription(request.description);
      return described(connection.localDescription);
    case 'setRemoteDescription':
      await connection.setRemoteDescription(request.description);
      return described(connection.remoteDescription);
    case 'addIceCandidate':
      await connection.addIceCandidate(request.candidate);
      return { kind: 'nothing' };
  }
}

function described(description: RTCSessionDescriptionInit | null): RtcResult {
  if (description === null) throw new DOMException('closed', 'InvalidStateError');
  return {
    kind: 'description',
    description: { type: description.type, sdp: description.sdp ?? '' },
  };
}

function failureOf(thrown: unknown): RtcResult {
  const { name, message } = thrown instanceof Error ? thrown : new DOMException(String(thrown));
  return { kind: 'failure', name, message };
}
