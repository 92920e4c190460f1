import { assert } from '../../core/assert.ts';
import { RtcCandidate, RtcCertificate, RtcDescription } from './rtc-candidate.ts';
import { RtcChannel } from './rtc-channel.ts';
import { rtcLink } from './rtc-link.ts';
import type { RtcCall, RtcEvent, RtcState, RtcStateEvent } from './rtc-messages.ts';

type Handler<E extends Event> = ((event: E) => void) | null;
type ChannelEvent = Event & { channel: RtcChannel };
type CandidateEvent = Event & { candidate: RtcCandidate | null };

/** RTCConfiguration, with certificates made by this class. */
export type RtcConfiguration = Omit<RTCConfiguration, 'certificates'> & {
  certificates?: RtcCertificate[];
};

/**
 * A worker's stand-in for RTCPeerConnection, which browsers give to pages only. It covers what
 * connecting for data needs; the real connection lives in the broker on the page.
 */
export class RtcConnection extends EventTarget {
  static async generateCertificate(algorithm: EcKeyGenParams): Promise<RtcCertificate> {
    const result = await rtcLink.generateCertificate(algorithm);
    assert(result.kind === 'certificate', 'the broker answers with a certificate');
    return new RtcCertificate(result.certificate, result.expires);
  }

  onicecandidate: Handler<CandidateEvent> = null;
  onicecandidateerror: Handler<Event> = null;
  ondatachannel: Handler<ChannelEvent> = null;
  onconnectionstatechange: Handler<Event> = null;
  oniceconnectionstatechange: Handler<Event> = null;
  onicegatheringstatechange: Handler<Event> = null;
  onsignalingstatechange: Handler<Event> = null;
  localDescription: RtcDescription | null = null;
  remoteDescription: RtcDescription | null = null;
  readonly #number = rtcLink.nextNumber();
  readonly #channels = new Set<RtcChannel>();
  #state: RtcState = {
    connectionState: 'new',
    iceConnectionState: 'new',
    iceGatheringState: 'new',
    signalingState: 'stable',
  };

  constructor(configuration: RtcConfiguration = {}) {
    super();
    rtcLink.connections.set(this.#number, (event) => this.#receive(event));
    const { certificates = [], ...rest } = configuration;
    rtcLink.send({
      kind: 'open',
      connection: this.#number,
      configuration: rest,
      certificates: certificates.map(({ number }) => number),
    });
  }

  get connectionState(): RTCPeerConnectionState {
    return this.#state.connectionState;
  }

  get iceConnectionState(): RTCIceConnectionState {
    return this.#state.iceConnectionState;
  }

  get iceGatheringState(): RTCIceGatheringState {
    return this.#state.iceGatheringState;
  }

  get signalingState(): RTCSignalingState {
    return this.#state.signalingState;
  }

  async createOffer(): Promise<RtcDescription> {
    return this.#describe({ method: 'createOffer' });
  }

  async createAnswer(): Promise<RtcDescription> {
    return this.#describe({ method: 'createAnswer' });
  }

  async setLocalDescription(description?: RTCSessionDescriptionInit): Promise<void> {
    const plain = description && { type: description.type, sdp: description.sdp };
    const request: RtcCall = { method: 'setLocalDescription', description: plain };
    this.localDescription = await this.#describe(request);
  }

  async setRemoteDescription({ type, sdp }: RTCSessionDescriptionInit): Promise<void> {
    const request: RtcCall = { method: 'setRemoteDescription', description: { type, sdp } };
    this.remoteDescription = await this.#describe(request);
  }

  async addIceCandidate(candidate?: RTCIceCandidateInit | RtcCandidate): Promise<void> {
    const plain = candidate instanceof RtcCandidate ? candidate.toJSON() : candidate;
    await rtcLink.call(this.#number, { method: 'addIceCandidate', candidate: plain });
  }

  createDataChannel(label: string, options: RTCDataChannelInit = {}): RtcChannel {
    const number = rtcLink.nextNumber() * 2;
    const channel = this.#keep(new RtcChannel(number, label, options.protocol ?? ''));
    rtcLink.send({
      kind: 'createChannel',
      connection: this.#number,
      channel: number,
      label,
      options,
    });
    return channel;
  }

  close(): void {
    if (this.#state.connectionState === 'closed') return;
    rtcLink.send({ kind: 'close', connection: this.#number });
    this.#end();
  }

  async #describe(request: RtcCall): Promise<RtcDescription> {
    const result = await rtcLink.call(this.#number, request);
    assert(result.kind === 'description', 'the broker answers with a description');
    return new RtcDescription(result.description);
  }

  #receive(event: RtcEvent): void {
    if (event.kind === 'state') this.#stateChanged(event.event, event.state);
    else if (event.kind === 'candidate') this.#candidateFound(event.candidate);
    else if (event.kind === 'channelReceived') this.#channelReceived(event);
  }

  #stateChanged(type: RtcStateEvent, state: RtcState): void {
    this.#state = state;
    const event = new Event(type);
    this[`on${type}`]?.call(this, event);
    this.dispatchEvent(event);
    if (state.connectionState === 'closed') this.#end();
  }

  #candidateFound(init: RTCIceCandidateInit | null): void {
    const candidate = init && new RtcCandidate(init);
    const event = Object.assign(new Event('icecandidate'), { candidate });
    this.onicecandidate?.call(this, event);
    this.dispatchEvent(event);
  }

  #channelReceived(received: RtcEvent & { kind: 'channelReceived' }): void {
    const { channel: number, label, protocol, transferred } = received;
    const channel = this.#keep(new RtcChannel(number, label, protocol));
    if (transferred !== undefined) channel.adopt(transferred);
    const event = Object.assign(new Event('datachannel'), { channel });
    this.ondatachannel?.call(this, event);
    this.dispatchEvent(event);
  }

  #keep(channel: RtcChannel): RtcChannel {
    this.#channels.add(channel);
    channel.addEventListener('close', () => this.#channels.delete(channel));
    return channel;
  }

  #end(): void {
    this.#state = { ...this.#state, connectionState: 'closed', signalingState: 'closed' };
    rtcLink.connections.delete(this.#number);
    for (const channel of this.#channels) channel.abandon();
    this.#channels.clear();
  }
}
