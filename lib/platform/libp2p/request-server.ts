import type { Stream, StreamMessageEvent } from '@libp2p/interface';
import { WeftError } from '../../core/errors.ts';
import {
  MAX_CONCURRENT_REQUESTS_PER_PEER,
  MAX_MESSAGE_BYTES,
  MAX_UNSENT_ANSWERS_PER_PEER,
  REQUEST_TIMEOUT_MS,
} from '../../core/limits.ts';
import type { Clock } from '../../node/ports.ts';
import { createRequestRate } from '../network/request-rate.ts';
import { createFrameReader, encodeFrame, type Frame } from './frame.ts';
import type { StreamProtocol } from './names.ts';

export type RequestHandler = (peer: string, data: Uint8Array) => Promise<Uint8Array>;

export interface RequestServerComponents {
  clock: Clock;
  count(peer: string, bytes: { in?: number; out?: number }): void;
  /** The peer broke the protocol on a stream it opened. */
  violated(peer: string, reason: string): void;
}

/** Answers peers: at most so many requests a second, and so many at once, from each. */
export interface RequestServer {
  on(protocol: StreamProtocol, handler: RequestHandler): void;
  /** Serves a stream that the peer opened. */
  accept(protocol: StreamProtocol, stream: Stream, peer: string): void;
  forget(peer: string): void;
}

export function createRequestServer(components: RequestServerComponents): RequestServer {
  const handlers = new Map<StreamProtocol, RequestHandler>();
  const serving = new Map<string, number>();
  const rate = createRequestRate();

  async function answerTo(protocol: StreamProtocol, peer: string, frame: Frame): Promise<Frame> {
    const refusal: Frame = { kind: 'refusal', request: frame.request, payload: new Uint8Array() };
    const handler = handlers.get(protocol);
    const busy = (serving.get(peer) ?? 0) > MAX_CONCURRENT_REQUESTS_PER_PEER;
    const admitted = rate.admit(peer, protocol, components.clock.monotonicMs());
    if (handler === undefined || busy || !admitted) return refusal;
    const payload = await handler(peer, frame.payload).catch(() => undefined);
    if (payload === undefined || payload.length > MAX_MESSAGE_BYTES) return refusal;
    return { kind: 'answer', request: frame.request, payload };
  }

  async function serve(
    protocol: StreamProtocol,
    stream: Stream,
    peer: string,
    frame: Frame,
  ): Promise<void> {
    serving.set(peer, (serving.get(peer) ?? 0) + 1);
    try {
      const bytes = encodeFrame(await answerTo(protocol, peer, frame));
      components.count(peer, { out: bytes.length });
      // A peer that reads slowly is served slowly: its answers count until they are under way.
      if (!stream.send(bytes)) {
        await stream.onDrain({ signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS) });
      }
    } catch {
      stream.abort(new WeftError('network/unreachable', 'the peer does not read'));
    } finally {
      const left = (serving.get(peer) ?? 1) - 1;
      if (left === 0) serving.delete(peer);
      else serving.set(peer, left);
    }
  }

  function receive(protocol: StreamProtocol, stream: Stream, peer: string, frames: Frame[]): void {
    for (const frame of frames) {
      if (frame.kind !== 'request') {
        throw new WeftError('network/bad-frame', 'an answer where requests belong');
      }
      if ((serving.get(peer) ?? 0) >= MAX_UNSENT_ANSWERS_PER_PEER) {
        throw new WeftError('network/bad-frame', 'asks on without reading the answers');
      }
      void serve(protocol, stream, peer, frame);
    }
  }

  return {
    on: (protocol, handler) => void handlers.set(protocol, handler),
    accept(protocol, stream, peer) {
      const reader = createFrameReader();
      stream.addEventListener('message', ({ data }: StreamMessageEvent) => {
        components.count(peer, { in: data.byteLength });
        try {
          receive(protocol, stream, peer, reader.push(data.subarray()));
        } catch (thrown) {
          components.violated(peer, thrown instanceof WeftError ? thrown.message : 'bad frame');
        }
      });
      stream.addEventListener('remoteCloseWrite', () => void stream.close().catch(() => undefined));
    },
    forget: (peer) => rate.forget(peer),
  };
}
