import type { Signatures } from '../../node/ports.ts';
import { createBlsWasm } from '../signatures/bls-wasm.ts';
import { createInlineSignatures } from '../signatures/inline-signatures.ts';
import { createRecovery } from '../signatures/recovery.ts';

/** Signatures in this very thread: what a verify worker does, and the node worker without one. */
export async function createWasmSignatures(): Promise<Signatures> {
  const [bls, recover] = await Promise.all([createBlsWasm(), createRecovery()]);
  return createInlineSignatures({ bls, recover, breathe });
}

/** A message to oneself comes after what already waits, without the 4 ms that timers cost. */
function breathe(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
