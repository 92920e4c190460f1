import * as v from 'valibot';
import {
  type Address,
  bytesFromHex,
  concatBytes,
  type Hash,
  type Hex,
  hexFromBytes,
  isHex,
} from '../../core/bytes.ts';
import { WeftError } from '../../core/errors.ts';
import type { ValidatorKeys } from '../../node/ports.ts';
import { createValidatorKeys } from '../keys/create-validator-keys.ts';
import type { KeyEntry, KeyVault } from '../keys/key-vault.ts';
import type { IndexedDbStorage } from './indexeddb-storage.ts';
import { acquireInstanceLock } from './instance-lock.ts';

/**
 * The key of a tab's node, in the database of its journal: who deletes one deletes both. Its secret
 * is encrypted by a key that the browser uses for us and never shows, so that a copy of what a
 * script can read is worth nothing elsewhere.
 */
export function createIndexedDbKeys({
  storage,
  genesisHash,
  networkKey,
  networkSecret,
}: {
  storage: IndexedDbStorage;
  genesisHash: Hash;
  networkKey: Hex;
  /** Seed of the network key. */
  networkSecret: Hex;
}): ValidatorKeys {
  return createValidatorKeys({
    storage,
    vault: createVault(storage),
    genesisHash,
    networkKey,
    lock: (blsKey) => acquireInstanceLock({ name: `weft/key/${blsKey}`, whenHeld: 'fail' }),
    loadLibrary: () => loadLibrary(networkSecret),
  });
}

/** Half a megabyte of code and its memory, which only a validator needs in this thread. */
async function loadLibrary(networkSecret: Hex) {
  const [{ createBlsWasm }, { createKeyLibrary }] = await Promise.all([
    import('../signatures/bls-wasm.ts'),
    import('../signatures/key-library.ts'),
  ]);
  return createKeyLibrary(await createBlsWasm(), networkSecret);
}

function createVault(storage: IndexedDbStorage): KeyVault {
  async function read() {
    const value = await storage.readKey();
    if (value === undefined) return undefined;
    const result = v.safeParse(schema, value);
    if (result.success) return result.output;
    throw new WeftError('keys/malformed', 'the database holds something that is not a key');
  }

  return {
    read: async () => (await read())?.entry,
    async openSecret() {
      const stored = await read();
      return stored?.sealed && unseal(stored.entry, stored.sealed);
    },
    async put(entry, secret) {
      const sealed = secret && (await seal(entry, secret));
      await storage.writeKey({ entry, ...(sealed && { sealed }) });
    },
    clear: () => storage.writeKey(undefined),
  };
}

interface Sealed {
  /** AES-GCM, 256 bits; its bytes are not extractable. */
  wrappingKey: CryptoKey;
  iv: Uint8Array<ArrayBuffer>;
  secret: ArrayBuffer;
}

/** With a wrapping key of its own each time. */
async function seal(entry: KeyEntry, secret: Hex): Promise<Sealed> {
  const algorithm = { name: 'AES-GCM', length: 256 };
  const wrappingKey = await crypto.subtle.generateKey(algorithm, false, ['encrypt', 'decrypt']);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const cipher = { name: 'AES-GCM', iv, additionalData: boundTo(entry) };
  const sealed = await crypto.subtle.encrypt(cipher, wrappingKey, bytesFromHex(secret));
  return { wrappingKey, iv, secret: sealed };
}

async function unseal(entry: KeyEntry, sealed: Sealed): Promise<Hex | undefined> {
  const cipher = { name: 'AES-GCM', iv: sealed.iv, additionalData: boundTo(entry) };
  try {
    const secret = await crypto.subtle.decrypt(cipher, sealed.wrappingKey, sealed.secret);
    return hexFromBytes(new Uint8Array(secret));
  } catch {
    return undefined;
  }
}

/** The secret opens for its own key and account only. */
function boundTo({ account, blsKey }: KeyEntry): Uint8Array<ArrayBuffer> {
  return concatBytes(bytesFromHex(account), bytesFromHex(blsKey));
}

const schema = v.object({
  entry: v.object({
    account: v.custom<Address>((value) => isHex(value, 20)),
    blsKey: v.custom<Hex>((value) => isHex(value, 48)),
    isUsed: v.boolean(),
    death: v.exactOptional(
      v.object({
        code: v.string(),
        message: v.string(),
        facts: v.record(v.string(), v.union([v.string(), v.number(), v.boolean()])),
      }),
    ),
  }),
  sealed: v.exactOptional(
    v.object({
      wrappingKey: v.custom<CryptoKey>(isCryptoKey),
      iv: v.instance(Uint8Array<ArrayBuffer>),
      secret: v.instance(ArrayBuffer),
    }),
  ),
});

/** The class itself does not exist on pages that came over plain http. */
function isCryptoKey(value: unknown): boolean {
  return typeof CryptoKey !== 'undefined' && value instanceof CryptoKey;
}
