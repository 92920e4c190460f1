import { bytesFromText } from '../../core/utf8.ts';
import type { Storage } from '../../node/ports.ts';
import { createIdentity, type Identity, identityFromPrivateKey } from './identity.ts';

/** The identity of a node that has no validator's keys: made once, kept with its data. */
export async function openStoredIdentity(storage: Storage): Promise<Identity> {
  const stored = await storage.get('meta', IDENTITY_KEY);
  if (stored) return identityFromPrivateKey(stored);
  const identity = await createIdentity();
  await storage.write([{ bucket: 'meta', key: IDENTITY_KEY, value: identity.privateKey }]);
  return identity;
}

const IDENTITY_KEY = bytesFromText('identity');
