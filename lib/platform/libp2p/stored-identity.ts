import { bytesFromText } from '../../core/utf8.ts';
import type { Storage } from '../../node/ports.ts';
import { createIdentity, type Identity, identityFromPrivateKey } from './identity.ts';

/**
 * The identity of a node without a key file: made once, kept with its data. A validator registers
 * it, so it must not be lost.
 */
export async function openStoredIdentity(storage: Storage): Promise<Identity> {
  const stored = await storage.get('meta', IDENTITY_KEY);
  if (stored) return identityFromPrivateKey(stored);
  const identity = await createIdentity();
  const write = { bucket: 'meta' as const, key: IDENTITY_KEY, value: identity.privateKey };
  await storage.write([write], { durable: true });
  return identity;
}

const IDENTITY_KEY = bytesFromText('identity');
