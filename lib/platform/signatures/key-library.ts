import type { KeyLibrary } from '../keys/create-validator-keys.ts';
import type { Bls } from './bls.ts';
import { createKeySecrets } from './key-secrets.ts';
import { createProofOfPossession } from './proof-of-possession.ts';

/** Real keys, which sign by the given library. */
export function createKeyLibrary(bls: Bls): KeyLibrary {
  return {
    createSecret: (account) => createKeySecrets(account).blsSecret,
    createSigner: (secret) => bls.createSigner(secret),
    createProof: createProofOfPossession,
  };
}
