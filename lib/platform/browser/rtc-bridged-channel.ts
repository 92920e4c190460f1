import type { RtcChannelEvent } from './rtc-messages.ts';

/** Bytes given to a real channel before the rest waits on the page. */
const HIGH_WATER_BYTES = 1_048_576;

/** Page side of a channel that could not be transferred. */
export interface BridgedChannel {
  send(data: ArrayBuffer): void;
  close(): void;
}

/** Every event of the channel goes to `report`; a message's buffer is in the transfer list. */
export function bridgeChannel(
  channel: RTCDataChannel,
  report: (event: RtcChannelEvent, transfer: Transferable[]) => void,
): BridgedChannel {
  const queue: ArrayBuffer[] = [];

  function pump(): void {
    while (channel.readyState === 'open' && channel.bufferedAmount < HIGH_WATER_BYTES) {
      const data = queue.shift();
      if (data === undefined) return;
      channel.send(data);
      report({ type: 'sent', bytes: data.byteLength }, []);
    }
  }

  channel.binaryType = 'arraybuffer';
  channel.bufferedAmountLowThreshold = HIGH_WATER_BYTES / 4;
  channel.onbufferedamountlow = pump;
  channel.onopen = () => report({ type: 'open', id: channel.id }, []);
  channel.onclose = () => report({ type: 'close' }, []);
  channel.onerror = ({ error }) => report({ type: 'error', message: error.message }, []);
  channel.onmessage = ({ data }: MessageEvent<ArrayBuffer | string>) =>
    report({ type: 'message', data }, typeof data === 'string' ? [] : [data]);

  return {
    send(data) {
      queue.push(data);
      pump();
    },
    close: () => channel.close(),
  };
}
