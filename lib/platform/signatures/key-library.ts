import type { Hex } from '../../core/bytes.ts';
import type { KeyLibrary } from '../keys/create-validator-keys.ts';
import type { Bls } from './bls.ts';
import { createKeySecrets } from './key-secrets.ts';
import { createNetworkKeyProof } from './network-key-proof.ts';
import { createProofOfPossession } from './proof-of-possession.ts';

/** Real keys, which sign by the given library, on the node with this network secret. */
export function createKeyLibrary(bls: Bls, networkSecret: Hex): KeyLibrary {
  return {
    createSecret: (account) => createKeySecrets(account).blsSecret,
    createSigner: (secret) => bls.createSigner(secret),
    createProof: createProofOfPossession,
    proveNetworkKey: (claim) => createNetworkKeyProof(networkSecret, claim),
  };
}
