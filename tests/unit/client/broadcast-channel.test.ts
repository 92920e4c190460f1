import { expect, it } from 'vitest';
import * as transports from '../../../lib/client/transports/broadcast-channel.ts';
import { MAX_HELD_MESSAGES } from '../../../lib/core/limits.ts';

it('keeps what comes before anyone listens, up to MAX_HELD_MESSAGES', async () => {
  const early = transports.createBroadcastChannelTransport('test/early');
  const sender = transports.createBroadcastChannelTransport('test/early');
  for (let n = 0; n < MAX_HELD_MESSAGES + 4; n++) sender.post(BigInt(n));
  await arrival();
  const received: unknown[] = [];
  early.onMessage((message) => received.push(message));
  expect(received).toEqual(Array.from({ length: MAX_HELD_MESSAGES }, (_, n) => BigInt(n)));
  sender.post('later');
  await arrival();
  expect(received.at(-1)).toBe('later');
  early.close();
  sender.close();
  sender.post('after the end');
});

function arrival(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 50));
}
