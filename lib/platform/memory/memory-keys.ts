import { type Address, bytesFromHex, type Hash, type Hex, hexFromBytes } from '../../core/bytes.ts';
import { WeftError } from '../../core/errors.ts';
import { bytesFromText, textFromBytes } from '../../core/utf8.ts';
import type { BlsSigner, ValidatorKeys } from '../../node/ports.ts';
import type { InstanceLock } from '../instance-lock.ts';
import { createValidatorKeys } from '../keys/create-validator-keys.ts';
import type { KeyVault } from '../keys/key-vault.ts';
import { createFakeSigner, fakeNetworkKeyProof, fakeProofOfPossession } from './fake-signatures.ts';
import type { MemoryDisk, MemoryStorage } from './memory-storage.ts';

export interface MemoryKeysOptions {
  storage: MemoryStorage;
  genesisHash: Hash;
  networkKey: Hex;
  /** The key of a fake signer, as if in a key file, unless the disk has one. */
  given?: { account: Address; name: string };
}

/** Fake keys on the disk of the journal. The secret of a fake signer is its name. */
export function createMemoryKeys(options: MemoryKeysOptions): ValidatorKeys {
  const { storage, genesisHash, networkKey, given } = options;
  const { disk } = storage;
  if (given && !disk.key.entry) {
    const secret = secretOf(given.name);
    const blsKey = signerFrom(secret).publicKey;
    disk.key.secret = secret;
    disk.key.entry = { account: given.account, blsKey, isUsed: false };
  }
  return createValidatorKeys({
    storage,
    vault: createMemoryVault(disk),
    genesisHash,
    networkKey,
    lock: async () => acquireMemoryLock(disk),
    loadLibrary: async () => ({
      createSecret: (account) => secretOf(`${account} ${disk.key.made++}`),
      createSigner: signerFrom,
      createProof: (secret, claim) =>
        fakeProofOfPossession({ ...claim, blsKey: signerFrom(secret).publicKey }),
      proveNetworkKey: (claim) => fakeNetworkKeyProof({ ...claim, key: networkKey }),
    }),
  });
}

function createMemoryVault({ key }: MemoryDisk): KeyVault {
  return {
    read: async () => key.entry,
    openSecret: async () => key.secret,
    async put(entry, secret) {
      key.entry = entry;
      if (secret) key.secret = secret;
      else delete key.secret;
    },
    async clear() {
      delete key.entry;
      delete key.secret;
    },
  };
}

function acquireMemoryLock({ key }: MemoryDisk): InstanceLock {
  if (key.holder) throw new WeftError('lock/held', 'another node on this disk has the key loaded');
  const lock: InstanceLock = {
    async release() {
      if (key.holder === lock) delete key.holder;
    },
  };
  key.holder = lock;
  return lock;
}

function secretOf(name: string): Hex {
  return hexFromBytes(bytesFromText(name));
}

function signerFrom(secret: Hex): BlsSigner {
  return createFakeSigner(textFromBytes(bytesFromHex(secret)));
}
