import type { Connection, Stream, StreamMessageEvent } from '@libp2p/interface';
import { WeftError } from '../../core/errors.ts';
import { MAX_PENDING_REQUESTS_PER_PEER } from '../../core/limits.ts';
import type { Clock } from '../../node/ports.ts';
import { createFrameReader, encodeFrame, type Frame, type FrameReader } from './frame.ts';
import { protocolName, type StreamProtocol } from './names.ts';

export interface RequestClientOptions {
  chainId: string;
  timeoutMs: number;
}

export interface RequestClientComponents {
  clock: Clock;
  /** The connection to use for a peer now, if there is one. */
  connectionTo(peer: string): Connection | undefined;
  count(peer: string, bytes: { in?: number; out?: number }): void;
  /** The peer broke the protocol on a stream we opened. */
  violated(peer: string, reason: string): void;
}

/** Asks peers. One stream per peer and protocol stays open: opening one is slow in a worker. */
export interface RequestClient {
  request(peer: string, protocol: StreamProtocol, data: Uint8Array): Promise<Uint8Array>;
  /** Fails everything that waits for the peer. */
  forget(peer: string): void;
}

type FailureCode = 'network/unreachable' | 'network/timeout' | 'network/refused';

export function createRequestClient(options: RequestClientOptions) {
  return (components: RequestClientComponents): RequestClient =>
    new StreamClient(options, components);
}

interface Pending {
  stream: OpenStream | undefined;
  settle(outcome: Uint8Array | WeftError): void;
}

interface OpenStream {
  stream: Stream;
  reader: FrameReader;
}

class StreamClient implements RequestClient {
  readonly #options: RequestClientOptions;
  readonly #components: RequestClientComponents;
  readonly #streams = new Map<string, Map<StreamProtocol, Promise<OpenStream>>>();
  readonly #pending = new Map<string, Map<number, Pending>>();
  #nextRequest = 0;

  constructor(options: RequestClientOptions, components: RequestClientComponents) {
    this.#options = options;
    this.#components = components;
  }

  request(peer: string, protocol: StreamProtocol, data: Uint8Array): Promise<Uint8Array> {
    const pending = entryOf(this.#pending, peer);
    if (pending.size >= MAX_PENDING_REQUESTS_PER_PEER) {
      return Promise.reject(failure('network/refused', peer));
    }
    const request = (this.#nextRequest = (this.#nextRequest + 1) >>> 0);
    return new Promise((resolve, reject) => {
      const cancel = this.#components.clock.after(this.#options.timeoutMs, () =>
        pending.get(request)?.settle(failure('network/timeout', peer)),
      );
      const settle = (outcome: Uint8Array | WeftError): void => {
        cancel();
        pending.delete(request);
        if (outcome instanceof WeftError) reject(outcome);
        else resolve(outcome);
      };
      const entry: Pending = { stream: undefined, settle };
      pending.set(request, entry);
      void this.#send(peer, protocol, { kind: 'request', request, payload: data }, entry);
    });
  }

  forget(peer: string): void {
    this.#streams.delete(peer);
    for (const entry of this.#pending.get(peer)?.values() ?? []) {
      entry.settle(failure('network/unreachable', peer));
    }
    this.#pending.delete(peer);
  }

  async #send(peer: string, protocol: StreamProtocol, frame: Frame, entry: Pending): Promise<void> {
    const bytes = encodeFrame(frame);
    // A stream may have died with its connection while another connection lives: try once more.
    for (let attempt = 0; attempt < 2; attempt++) {
      try {
        entry.stream = await this.#streamTo(peer, protocol);
        entry.stream.stream.send(bytes);
        this.#components.count(peer, { out: bytes.length });
        return;
      } catch {
        this.#streams.get(peer)?.delete(protocol);
      }
    }
    entry.settle(failure('network/unreachable', peer));
  }

  #streamTo(peer: string, protocol: StreamProtocol): Promise<OpenStream> {
    const streams = entryOf(this.#streams, peer);
    const open = streams.get(protocol) ?? this.#open(peer, protocol);
    streams.set(protocol, open);
    return open;
  }

  async #open(peer: string, protocol: StreamProtocol): Promise<OpenStream> {
    const connection = this.#components.connectionTo(peer);
    if (connection === undefined) throw failure('network/unreachable', peer);
    const stream = await connection.newStream(protocolName(this.#options.chainId, protocol), {
      signal: AbortSignal.timeout(this.#options.timeoutMs),
    });
    const open: OpenStream = { stream, reader: createFrameReader() };
    stream.addEventListener('message', (event) => this.#receive(peer, open, event));
    stream.addEventListener('close', () => this.#closed(peer, protocol, open));
    stream.addEventListener('remoteCloseWrite', () =>
      stream.abort(failure('network/refused', peer)),
    );
    return open;
  }

  #receive(peer: string, open: OpenStream, { data }: StreamMessageEvent): void {
    this.#components.count(peer, { in: data.byteLength });
    try {
      for (const frame of open.reader.push(data.subarray())) this.#answered(peer, frame);
    } catch (thrown) {
      const reason = thrown instanceof WeftError ? thrown.message : 'bad frame';
      this.#components.violated(peer, reason);
    }
  }

  #answered(peer: string, frame: Frame): void {
    const entry = this.#pending.get(peer)?.get(frame.request);
    if (frame.kind === 'answer') entry?.settle(frame.payload);
    else if (frame.kind === 'refusal') entry?.settle(failure('network/refused', peer));
    else throw new WeftError('network/bad-frame', 'a request where answers belong');
  }

  #closed(peer: string, protocol: StreamProtocol, closed: OpenStream): void {
    const streams = this.#streams.get(peer);
    void streams?.get(protocol)?.then(
      (open) => open === closed && streams.delete(protocol),
      () => streams.delete(protocol),
    );
    for (const entry of [...(this.#pending.get(peer)?.values() ?? [])]) {
      if (entry.stream === closed) entry.settle(failure('network/unreachable', peer));
    }
  }
}

function entryOf<K, V>(maps: Map<string, Map<K, V>>, key: string): Map<K, V> {
  const map = maps.get(key) ?? new Map<K, V>();
  maps.set(key, map);
  return map;
}

function failure(code: FailureCode, peer: string): WeftError<FailureCode> {
  return new WeftError(code, `${code}: ${peer}`, { peer });
}
