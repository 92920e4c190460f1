import type { PageReply, PageRequest, PortError } from './messages.ts';
import { TO_PAGE, TO_WALLET } from './page-channel.ts';

type Listener = (value: unknown) => void;

const listeners = new Map<string, Set<Listener>>();
const waiting = new Map<
  number,
  { resolve: (result: unknown) => void; reject: (error: Error) => void }
>();
let lastId = 0;

const provider = {
  isMetaMask: true,
  request: ({ method, params }: Omit<PageRequest, 'id'>) =>
    new Promise((resolve, reject) => {
      const message: PageRequest = { id: ++lastId, method, ...(params && { params }) };
      waiting.set(message.id, { resolve, reject });
      window.postMessage({ channel: TO_WALLET, message }, location.origin);
    }),
  on(event: string, listener: Listener) {
    listeners.set(event, (listeners.get(event) ?? new Set()).add(listener));
    return provider;
  },
  removeListener(event: string, listener: Listener) {
    listeners.get(event)?.delete(listener);
    return provider;
  },
};

const ICON = `data:image/svg+xml,${encodeURIComponent(
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">' +
    '<rect width="32" height="32" rx="8" fill="#e8831d"/>' +
    '<path d="M8 23V9l8 8 8-8v14" fill="none" stroke="#fff" stroke-width="3"/></svg>',
)}`;

const info = Object.freeze({
  uuid: crypto.randomUUID(),
  name: 'MetaMask',
  rdns: 'io.metamask',
  icon: ICON,
});

addEventListener('message', (event) => {
  if (event.source !== window || event.data?.channel !== TO_PAGE) return;
  receive(event.data.message);
});
addEventListener('eip6963:requestProvider', announce);
announce();
if (!('ethereum' in window)) Object.assign(window, { ethereum: provider });

function announce(): void {
  const detail = Object.freeze({ info, provider });
  dispatchEvent(new CustomEvent('eip6963:announceProvider', { detail }));
}

function receive(reply: PageReply): void {
  if ('event' in reply) {
    for (const listener of listeners.get(reply.event) ?? []) listener(reply.value);
    return;
  }
  const entry = waiting.get(reply.id);
  waiting.delete(reply.id);
  if ('error' in reply) entry?.reject(providerError(reply.error));
  else entry?.resolve(reply.result);
}

function providerError(error: PortError): Error {
  return Object.assign(new Error(error.message), error);
}
