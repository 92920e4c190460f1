import { setImmediate } from 'node:timers/promises';
import type { Signatures } from '../../node/ports.ts';
import { createBlsNative } from '../signatures/bls-native.ts';
import { createInlineSignatures } from '../signatures/inline-signatures.ts';
import { createRecovery } from '../signatures/recovery.ts';

/** Signatures in a Node.js process: native code is quick enough for the thread that asks. */
export async function createNativeSignatures(): Promise<Signatures> {
  return createInlineSignatures({
    bls: createBlsNative(),
    recover: await createRecovery(),
    breathe: () => setImmediate(),
  });
}
