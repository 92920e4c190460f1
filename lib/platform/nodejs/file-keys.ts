import { dirname, join } from 'node:path';
import type { Hash, Hex } from '../../core/bytes.ts';
import type { Storage, ValidatorKeys } from '../../node/ports.ts';
import { createValidatorKeys } from '../keys/create-validator-keys.ts';
import type { KeyEntry, KeyVault } from '../keys/key-vault.ts';
import { createBlsNative } from '../signatures/bls-native.ts';
import { createKeyLibrary } from '../signatures/key-library.ts';
import { acquireInstanceLock } from './instance-lock.ts';
import { blsSecretOf, type KeyFile, readKeyFile, writeKeyFile } from './key-file.ts';

/**
 * The key of a node under Node.js: a file that an operator can move together with the database,
 * and never without it once the key has voted.
 */
export function createFileKeys({
  path,
  storage,
  genesisHash,
  networkKey,
  networkSecret,
}: {
  /** Of a key file that exists. */
  path: string;
  storage: Storage;
  genesisHash: Hash;
  networkKey: Hex;
  /** Seed of the network key. */
  networkSecret: Hex;
}): ValidatorKeys {
  const bls = createBlsNative();
  return createValidatorKeys({
    storage,
    vault: createVault(path, (secret) => bls.createSigner(secret).publicKey),
    genesisHash,
    networkKey,
    lock: (blsKey) => acquireInstanceLock({ directory: lockDirectory(path, blsKey) }),
    loadLibrary: async () => createKeyLibrary(bls, networkSecret),
  });
}

function createVault(path: string, blsKeyOf: (secret: Hex) => Hex): KeyVault {
  function entryOf({ account, blsSecret, isUsed = false, dead }: KeyFile): KeyEntry | undefined {
    if (blsSecret) return { account, blsKey: blsKeyOf(blsSecret), isUsed };
    return dead && { account, blsKey: dead.blsKey, isUsed: true, death: dead.cause };
  }

  return {
    read: async () => entryOf(await readKeyFile(path)),
    openSecret: async () => blsSecretOf(await readKeyFile(path)),
    async put({ account, blsKey, isUsed, death }, blsSecret) {
      const { networkSecret } = await readKeyFile(path);
      await writeKeyFile(path, {
        ...{ account, networkSecret, isUsed },
        ...(blsSecret && { blsSecret }),
        ...(death && { dead: { blsKey, cause: death } }),
      });
    },
    async clear() {
      const { account, networkSecret } = await readKeyFile(path);
      await writeKeyFile(path, { account, networkSecret });
    },
  };
}

/** Beside the file, so that everybody who uses it agrees, whatever their databases. */
function lockDirectory(path: string, blsKey: Hex): string {
  return join(dirname(path), `lock-${blsKey.slice(2, 18)}`);
}
