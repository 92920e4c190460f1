import { MAX_HELD_MESSAGES } from '../../core/limits.ts';
import type { Transport } from './transport.ts';

/**
 * A channel that two documents of one origin share by name; each name belongs to one pair of
 * ends. Unlike a message port it keeps nothing for a later listener, so this does: a node greets
 * before it is spoken to.
 */
export function createBroadcastChannelTransport(name: string): Transport {
  const channel = new BroadcastChannel(name);
  let held: unknown[] | undefined = [];
  let isOpen = true;
  let listener = (message: unknown): void => {
    if (held && held.length < MAX_HELD_MESSAGES) held.push(message);
  };
  channel.onmessage = ({ data }) => listener(data);
  return {
    post(message) {
      if (isOpen) channel.postMessage(message);
    },
    onMessage(next) {
      listener = next;
      for (const message of held ?? []) next(message);
      held = undefined;
    },
    close() {
      isOpen = false;
      channel.close();
    },
  };
}
