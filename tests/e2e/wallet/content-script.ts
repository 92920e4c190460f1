import { chrome, type Port } from './chrome.ts';
import { TO_PAGE, TO_WALLET } from './page-channel.ts';

let port = connect();

addEventListener('message', (event) => {
  if (event.source === window && event.data?.channel === TO_WALLET) {
    port.postMessage(event.data.message);
  }
});

/** Connects again when the browser has ended the service worker, which starts it anew. */
function connect(): Port {
  const next = chrome.runtime.connect({ name: 'page' });
  next.onMessage.addListener((message) => {
    window.postMessage({ channel: TO_PAGE, message }, location.origin);
  });
  next.onDisconnect.addListener(() => {
    port = connect();
  });
  return next;
}
