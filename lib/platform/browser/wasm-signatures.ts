import type { Signatures } from '../../node/ports.ts';
import { createBlsWasm } from '../signatures/bls-wasm.ts';
import { createInlineSignatures } from '../signatures/inline-signatures.ts';
import { createRecovery } from '../signatures/recovery.ts';
import { breathe } from './breathe.ts';

/** Signatures in this very thread: what a verify worker does, and the node worker without one. */
export async function createWasmSignatures(): Promise<Signatures> {
  const [bls, recover] = await Promise.all([createBlsWasm(), createRecovery()]);
  return createInlineSignatures({ bls, recover, breathe });
}
