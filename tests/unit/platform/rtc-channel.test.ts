import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { RtcChannel } from '../../../lib/platform/browser/rtc-channel.ts';
import { rtcLink } from '../../../lib/platform/browser/rtc-link.ts';
import type { RtcChannelEvent, RtcCommand } from '../../../lib/platform/browser/rtc-messages.ts';

let commands: RtcCommand[];
let page: MessagePort;
let number = 1_000;

beforeEach(() => {
  const { port1, port2 } = new MessageChannel();
  commands = [];
  page = port1;
  port1.onmessage = ({ data }) => commands.push(data);
  rtcLink.attach(port2);
});
afterEach(() => page.close());

/** Delivers one event of the bridged channel to the worker, and waits for it. */
async function deliver(event: RtcChannelEvent): Promise<void> {
  page.postMessage({ kind: 'channelEvent', channel: number, event });
  await new Promise((resolve) => setTimeout(resolve, 5));
}

function once(channel: RtcChannel, type: string): Promise<Event> {
  return new Promise((resolve) => channel.addEventListener(type, resolve, { once: true }));
}

/** What libp2p's dialler does with its init channel once the connection is up. */
async function finishDial(channel: RtcChannel): Promise<void> {
  if (channel.readyState !== 'open') await once(channel, 'open');
  const closed = once(channel, 'close');
  channel.close();
  await closed;
}

describe('a bridged init channel', () => {
  it.each([
    ['before the dialler looks', [{ type: 'open', id: 1 }, { type: 'close' }]],
    ['before it was seen open', [{ type: 'close' }]],
  ] as const)('lets the dial finish when the remote closes it %s', async (_when, events) => {
    const channel = new RtcChannel(++number, 'init', '');
    for (const event of events) await deliver(event);
    await finishDial(channel);
    expect(channel.readyState).toBe('closed');
  });

  it('lets the dial finish when the dialler is first', async () => {
    const channel = new RtcChannel(++number, 'init', '');
    await deliver({ type: 'open', id: 1 });
    const finished = finishDial(channel);
    await deliver({ type: 'close' });
    await finished;
    expect(commands).toContainEqual({ kind: 'closeChannel', channel: number });
  });
});

describe('a bridged channel', () => {
  it('keeps early messages for the first handler, in order', async () => {
    const channel = new RtcChannel(++number, '', '');
    await deliver({ type: 'open', id: 1 });
    await deliver({ type: 'message', data: 'first' });
    await deliver({ type: 'message', data: 'second' });
    const heard: unknown[] = [];
    channel.onmessage = ({ data }) => heard.push(data);
    await deliver({ type: 'message', data: 'third' });
    expect(heard).toEqual(['first', 'second', 'third']);
  });

  it('closes when more early messages come than it keeps', async () => {
    const channel = new RtcChannel(++number, '', '');
    await deliver({ type: 'open', id: 1 });
    for (let i = 0; i < 65; i++) {
      const event = { type: 'message', data: String(i) };
      page.postMessage({ kind: 'channelEvent', channel: number, event });
    }
    await deliver({ type: 'message', data: 'last' });
    expect(channel.readyState).toBe('closing');
  });

  it('counts what has not left the page, and says when it has', async () => {
    const channel = new RtcChannel(++number, '', '');
    await deliver({ type: 'open', id: 1 });
    channel.send(new Uint8Array(100));
    channel.send(new Uint8Array(50));
    expect(channel.bufferedAmount).toBe(150);
    const low = once(channel, 'bufferedamountlow');
    await deliver({ type: 'sent', bytes: 100 });
    await deliver({ type: 'sent', bytes: 50 });
    await low;
    expect(channel.bufferedAmount).toBe(0);
  });

  it('does not send before it is open or after it is closed', async () => {
    const channel = new RtcChannel(++number, '', '');
    expect(() => channel.send(new Uint8Array(1))).toThrow('not open');
    await deliver({ type: 'open', id: 1 });
    await deliver({ type: 'close' });
    expect(() => channel.send(new Uint8Array(1))).toThrow('not open');
  });
});
