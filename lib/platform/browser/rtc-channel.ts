import { MAX_EARLY_CHANNEL_MESSAGES } from '../../core/limits.ts';
import { rtcLink } from './rtc-link.ts';
import { INIT_CHANNEL_LABEL, type RtcChannelEvent } from './rtc-messages.ts';

type Handler<E extends Event> = ((event: E) => void) | null;

/**
 * A worker's stand-in for RTCDataChannel. It exists from the moment the worker asks for it; the
 * real channel arrives later, or never when the browser cannot transfer one, and then every
 * message crosses the page.
 */
export class RtcChannel extends EventTarget {
  readonly label: string;
  readonly protocol: string;
  readonly ordered = true;
  onopen: Handler<Event> = null;
  onclose: Handler<Event> = null;
  onerror: Handler<Event> = null;
  onbufferedamountlow: Handler<Event> = null;
  readonly #number: number;
  readonly #early: MessageEvent[] = [];
  #onmessage: Handler<MessageEvent> = null;
  #real: RTCDataChannel | undefined;
  #state: RTCDataChannelState = 'connecting';
  #id: number | null = null;
  #lowThreshold = 0;
  #buffered = 0;
  #closeAsked = false;
  #closedByRemote = false;

  constructor(number: number, label: string, protocol: string) {
    super();
    this.#number = number;
    this.label = label;
    this.protocol = protocol;
    rtcLink.channels.set(number, (event) => {
      if (event.kind === 'channelTransferred') this.adopt(event.transferred);
      else if (event.kind === 'channelEvent') this.#bridged(event.event);
    });
  }

  get readyState(): RTCDataChannelState {
    return this.#real?.readyState ?? this.#state;
  }

  get id(): number | null {
    return this.#real?.id ?? this.#id;
  }

  /** Always array buffers: nothing here asks for blobs. */
  get binaryType(): BinaryType {
    return 'arraybuffer';
  }

  set binaryType(_type: BinaryType) {}

  get bufferedAmount(): number {
    return this.#real?.bufferedAmount ?? this.#buffered;
  }

  get bufferedAmountLowThreshold(): number {
    return this.#lowThreshold;
  }

  set bufferedAmountLowThreshold(bytes: number) {
    this.#lowThreshold = bytes;
    if (this.#real !== undefined) this.#real.bufferedAmountLowThreshold = bytes;
  }

  get onmessage(): Handler<MessageEvent> {
    return this.#onmessage;
  }

  set onmessage(handler: Handler<MessageEvent>) {
    this.#onmessage = handler;
    if (handler === null) return;
    for (const event of this.#early.splice(0)) handler.call(this, event);
  }

  /** Takes over the real channel once it has been transferred to this worker. */
  adopt(real: RTCDataChannel): void {
    this.#real = real;
    real.binaryType = 'arraybuffer';
    real.bufferedAmountLowThreshold = this.#lowThreshold;
    real.onmessage = (event: MessageEvent) => this.#message(event.data);
    real.onopen = () => this.#emit('open', this.onopen);
    real.onbufferedamountlow = () => this.#emit('bufferedamountlow', this.onbufferedamountlow);
    real.onclose = () => this.#closed();
    real.onerror = (event) => this.#error(event.error?.message ?? 'data channel error');
    if (this.#closeAsked) real.close();
    else if (real.readyState === 'open') queueMicrotask(() => this.#emit('open', this.onopen));
  }

  send(data: ArrayBuffer | Uint8Array<ArrayBuffer>): void {
    if (this.#real !== undefined) {
      // The two overloads of the real method take one type each.
      if (data instanceof ArrayBuffer) this.#real.send(data);
      else this.#real.send(data);
      return;
    }
    if (this.#state !== 'open') throw new DOMException('not open', 'InvalidStateError');
    const copy = new Uint8Array(data).slice().buffer;
    this.#buffered += copy.byteLength;
    rtcLink.send({ kind: 'sendBytes', channel: this.#number, data: copy }, [copy]);
  }

  close(): void {
    if (this.#closeAsked) return;
    this.#closeAsked = true;
    if (this.#real !== undefined) {
      this.#real.close();
      return;
    }
    if (this.#state === 'closed') return;
    this.#state = 'closing';
    if (this.#closedByRemote) queueMicrotask(() => this.#closed());
    else rtcLink.send({ kind: 'closeChannel', channel: this.#number });
  }

  /** The connection is gone, and the channel with it. */
  abandon(): void {
    if (this.#state === 'closed') return;
    this.#real?.close();
    this.#closed();
  }

  #bridged(event: RtcChannelEvent): void {
    if (event.type === 'open') this.#opened(event.id);
    else if (event.type === 'message') this.#message(event.data);
    else if (event.type === 'sent') this.#sent(event.bytes);
    else if (event.type === 'error') this.#error(event.message);
    else this.#remoteClosed();
  }

  #sent(bytes: number): void {
    this.#buffered = Math.max(0, this.#buffered - bytes);
    if (this.#buffered > this.#lowThreshold) return;
    this.#emit('bufferedamountlow', this.onbufferedamountlow);
  }

  #opened(id: number | null): void {
    if (this.#state !== 'connecting') return;
    this.#state = 'open';
    this.#id = id;
    this.#emit('open', this.onopen);
  }

  /**
   * The dialler waits for the init channel first to open and then, after closing it, for its
   * close event. The answering side may close it before the dialler looks, and either wait then
   * never ends. So an init channel that the remote closed counts as open until it is closed here.
   */
  #remoteClosed(): void {
    if (this.label === INIT_CHANNEL_LABEL && !this.#closeAsked) {
      this.#closedByRemote = true;
      this.#opened(this.#id);
    } else {
      this.#closed();
    }
  }

  #closed(): void {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    rtcLink.channels.delete(this.#number);
    this.#emit('close', this.onclose);
  }

  #message(data: ArrayBuffer | string): void {
    const event = new MessageEvent('message', { data });
    if (this.#onmessage !== null) this.#onmessage.call(this, event);
    else if (this.#early.length < MAX_EARLY_CHANNEL_MESSAGES) this.#early.push(event);
    else this.close();
  }

  #error(message: string): void {
    const event = Object.assign(new Event('error'), { error: new DOMException(message) });
    this.onerror?.call(this, event);
    this.dispatchEvent(event);
  }

  #emit(type: 'open' | 'close' | 'bufferedamountlow', handler: Handler<Event>): void {
    const event = new Event(type);
    handler?.call(this, event);
    this.dispatchEvent(event);
  }
}
