import type { PortLike } from '../../../lib/client/transports/message-port.ts';

export interface TestPort extends PortLike {
  closed: boolean;
}

type Listener = (event: { data: unknown }) => void;

interface PortEnd extends TestPort {
  sendTo(other: PortEnd): void;
  receive(data: unknown): void;
}

/** Two entangled message ports that deliver clones in order, and keep them until started. */
export function createPortPair(): [TestPort, TestPort] {
  const a = createPort();
  const b = createPort();
  a.sendTo(b);
  b.sendTo(a);
  return [a, b];
}

function createPort(): PortEnd {
  const listeners = new Set<Listener>();
  const waiting: unknown[] = [];
  let started = false;
  let other: PortEnd | undefined;
  const port: PortEnd = {
    closed: false,
    sendTo(next) {
      other = next;
    },
    postMessage(message) {
      const clone = structuredClone(message);
      queueMicrotask(() => other?.receive(clone));
    },
    receive(data) {
      if (port.closed) return;
      if (!started) waiting.push(data);
      else for (const listener of listeners) listener({ data });
    },
    addEventListener: (_, listener) => void listeners.add(listener),
    removeEventListener: (_, listener) => void listeners.delete(listener),
    start() {
      started = true;
      for (const data of waiting.splice(0)) queueMicrotask(() => port.receive(data));
    },
    close() {
      port.closed = true;
    },
  };
  return port;
}

/** Long enough for messages to cross and be answered a few times. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 50; i++) await Promise.resolve();
}
