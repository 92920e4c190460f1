import type { KeyboardEvent } from 'react';

/** Control or Command and Enter send what is being written, wherever in the form. */
export function sendOnKeys(send: () => void) {
  return (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    send();
  };
}
