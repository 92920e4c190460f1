/**
 * Lets everything that already waits in this thread run first. A message to oneself comes after it
 * without the 4 ms that nested timers cost.
 */
export function breathe(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
