import { join } from 'node:path';
import { blsSecretOf, openKeyFile } from '../../../lib/platform/nodejs/key-file.ts';
import { createBlsNative } from '../../../lib/platform/signatures/bls-native.ts';
import type { Validators } from '../../ethereum/support/validators.ts';
import type { Network } from './network.ts';

/** The founding committee in the hands of whoever read the key files. */
export async function stolenValidators({ folder, file }: Network): Promise<Validators> {
  const bls = createBlsNative();
  const keys = file.validatorNames.map((name) =>
    openKeyFile({ path: join(folder, name, 'key.json') }),
  );
  const secrets = (await Promise.all(keys)).map(blsSecretOf);
  return {
    committee: file.genesis.committee,
    secrets,
    signers: secrets.map((secret) => bls.createSigner(secret)),
  };
}
