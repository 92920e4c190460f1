import type { RtcCall, RtcCommand, RtcEvent, RtcResult } from './rtc-messages.ts';

/** Worker side of the line to the broker. */
export interface RtcLink {
  /** Starts talking through the port; commands given before wait for this. */
  attach(port: MessagePort): void;
  send(command: RtcCommand, transfer?: Transferable[]): void;
  /** Rejects with the DOMException the page met. */
  call(connection: number, request: RtcCall): Promise<RtcResult>;
  generateCertificate(algorithm: EcKeyGenParams): Promise<RtcResult>;
  nextNumber(): number;
  /** Receivers of events, by connection and by channel number. */
  readonly connections: Map<number, (event: RtcEvent) => void>;
  readonly channels: Map<number, (event: RtcEvent) => void>;
}

interface Pending {
  resolve(result: RtcResult): void;
  reject(error: DOMException): void;
}

export function createRtcLink(): RtcLink {
  const waiting: { command: RtcCommand; transfer: Transferable[] }[] = [];
  const pending = new Map<number, Pending>();
  const connections = new Map<number, (event: RtcEvent) => void>();
  const channels = new Map<number, (event: RtcEvent) => void>();
  let port: MessagePort | undefined;
  let number = 0;

  function receive(event: RtcEvent): void {
    if (event.kind === 'result') settle(event.call, event.result);
    else if (event.kind === 'channelTransferred' || event.kind === 'channelEvent') {
      channels.get(event.channel)?.(event);
    } else connections.get(event.connection)?.(event);
  }

  function settle(call: number, result: RtcResult): void {
    const entry = pending.get(call);
    pending.delete(call);
    if (result.kind === 'failure') entry?.reject(new DOMException(result.message, result.name));
    else entry?.resolve(result);
  }

  function send(command: RtcCommand, transfer: Transferable[] = []): void {
    if (port === undefined) waiting.push({ command, transfer });
    else port.postMessage(command, transfer);
  }

  function ask(commandFor: (call: number) => RtcCommand): Promise<RtcResult> {
    const call = ++number;
    return new Promise((resolve, reject) => {
      pending.set(call, { resolve, reject });
      send(commandFor(call));
    });
  }

  return {
    connections,
    channels,
    send,
    attach(newPort) {
      port = newPort;
      port.onmessage = (message: MessageEvent<RtcEvent>) => receive(message.data);
      for (const { command, transfer } of waiting.splice(0)) port.postMessage(command, transfer);
    },
    call: (connection, request) => ask((call) => ({ kind: 'call', connection, call, request })),
    generateCertificate: (algorithm) =>
      ask((call) => ({ kind: 'generateCertificate', call, algorithm })),
    nextNumber: () => ++number,
  };
}

/** The one line of this worker: the stand-in class has no other way to be given it. */
export const rtcLink = createRtcLink();
