import {
  type Address,
  bytesFromHex,
  concatBytes,
  equalBytes,
  type Hash,
  type Hex,
} from '../../core/bytes.ts';
import { type ErrorObject, WeftError } from '../../core/errors.ts';
import { bytesFromText } from '../../core/utf8.ts';
import { SIGNER_KEY } from '../../node/block-store/storage-keys.ts';
import type {
  BlsSigner,
  KeyRegistration,
  LiveKey,
  Storage,
  StoredKey,
  ValidatorKeys,
} from '../../node/ports.ts';
import { createSerial } from '../../node/serial.ts';
import type { InstanceLock } from '../instance-lock.ts';
import type { KeyEntry, KeyVault } from './key-vault.ts';

/** What differs between a browser, Node.js and a test. */
export interface KeyPlace {
  /** Holds the journal. */
  storage: Storage;
  vault: KeyVault;
  genesisHash: Hash;
  /** The node's own identity. */
  networkKey: Hex;
  /** Throws `lock/held` while another instance holds this key. */
  lock(blsKey: Hex): Promise<InstanceLock>;
  /** Called only when there is a key, or one is to be made. */
  loadLibrary(): Promise<KeyLibrary>;
}

/** What is done with secrets. */
export interface KeyLibrary {
  createSecret(account: Address): Hex;
  createSigner(secret: Hex): BlsSigner;
  createProof(secret: Hex, claim: { genesisHash: Hash; account: Address }): Hex;
  /** By the node's own identity. */
  proveNetworkKey(claim: { genesisHash: Hash; account: Address }): Hex;
}

/**
 * The port over one vault. The storage says whose votes its journal holds, the vault says whether
 * its key ever had a journal; a key is live only where both agree.
 */
export function createValidatorKeys(place: KeyPlace): ValidatorKeys {
  return new KeysInPlace(place);
}

interface LoadedKey {
  key: LiveKey;
  secret: Hex;
  lock: InstanceLock;
  /** Makes the signer useless. */
  revoke(): void;
}

class KeysInPlace implements ValidatorKeys {
  readonly #place: KeyPlace;
  readonly #inOrder = createSerial();
  #loaded: LoadedKey | undefined;

  constructor(place: KeyPlace) {
    this.#place = place;
    place.storage.onGone(() => void this.close().catch(() => undefined));
  }

  current() {
    return this.#inOrder(() => this.#load());
  }

  create(account: Address) {
    return this.#inOrder(async () => {
      const known = await this.#load();
      if (known?.state !== 'live') await this.#make(account);
      const { key, secret } = this.#loaded as LoadedKey;
      if (key.account !== account) {
        throw new WeftError('keys/other-account', `the key here belongs to ${key.account}`, {
          account: key.account,
        });
      }
      return this.#registration(key, secret);
    });
  }

  markDead(cause: ErrorObject) {
    this.#loaded?.revoke();
    return this.#inOrder(() =>
      this.#bury((entry) => this.#place.vault.put({ ...entry, death: cause })),
    );
  }

  forget() {
    this.#loaded?.revoke();
    return this.#inOrder(() => this.#bury(() => this.#place.vault.clear()));
  }

  close() {
    this.#loaded?.revoke();
    return this.#inOrder(() => this.#release());
  }

  /** The lock comes first: what another instance does with the key is then over. */
  async #load(): Promise<StoredKey | undefined> {
    if (this.#loaded) return this.#loaded.key;
    const { vault } = this.#place;
    const named = await vault.read();
    if (!named) return undefined;
    if (named.death) return this.#dead(named, named.death);
    const lock = await this.#place.lock(named.blsKey);
    try {
      const entry = await vault.read();
      if (entry?.blsKey === named.blsKey && !entry.death) return await this.#open(entry, lock);
    } finally {
      if (!this.#loaded) await lock.release();
    }
    return this.#load();
  }

  async #open(entry: KeyEntry, lock: InstanceLock): Promise<StoredKey> {
    const { vault } = this.#place;
    const problem = await this.#problemOf(entry);
    if (problem) return this.#dead(entry, problem.toObject());
    const secret = await vault.openSecret();
    if (!secret) return this.#dead(entry, unreadable(entry).toObject());
    if (!entry.isUsed) {
      await this.#nameJournal(entry.blsKey);
      await vault.put({ ...entry, isUsed: true }, secret);
    }
    return this.#keep(entry.account, secret, lock);
  }

  /** Why the journal in the storage is not the one of this key. */
  async #problemOf({ blsKey, isUsed }: KeyEntry): Promise<WeftError | undefined> {
    const { storage } = this.#place;
    if (await storage.get('meta', tombstoneKey(blsKey))) {
      return new WeftError('keys/dead', 'this key was declared dead before', { blsKey });
    }
    const named = await storage.get('meta', SIGNER_KEY);
    if (named && equalBytes(named, bytesFromHex(blsKey))) return undefined;
    if (named) {
      const words = "the database holds another validator key's journal";
      return new WeftError('journal/other-key', words, { blsKey });
    }
    if (!isUsed) return undefined;
    return new WeftError('journal/missing', 'the journal of this key is gone', { blsKey });
  }

  /** The journal is named first, so that no key is ever used without one. */
  async #make(account: Address): Promise<void> {
    const { vault } = this.#place;
    const { createSecret, createSigner } = await this.#place.loadLibrary();
    const secret = createSecret(account);
    const { publicKey: blsKey } = createSigner(secret);
    const lock = await this.#place.lock(blsKey);
    try {
      await this.#nameJournal(blsKey);
      await vault.put({ account, blsKey, isUsed: true }, secret);
      await this.#keep(account, secret, lock);
    } finally {
      if (!this.#loaded) await lock.release();
    }
  }

  async #nameJournal(blsKey: Hex): Promise<void> {
    const write = { bucket: 'meta' as const, key: SIGNER_KEY, value: bytesFromHex(blsKey) };
    await this.#place.storage.write([write], { durable: true });
  }

  async #keep(account: Address, secret: Hex, lock: InstanceLock): Promise<LiveKey> {
    const signer = (await this.#place.loadLibrary()).createSigner(secret);
    const { publicKey: blsKey } = signer;
    let isRevoked = false;
    const sign = (message: Uint8Array) => {
      if (isRevoked)
        throw new WeftError('keys/dead', 'this key must not sign any more', { blsKey });
      return signer.sign(message);
    };
    const key: LiveKey = {
      ...{ state: 'live', account, blsKey, networkKey: this.#place.networkKey },
      signer: { publicKey: blsKey, sign },
    };
    const revoke = () => {
      isRevoked = true;
    };
    this.#loaded = { key, secret, lock, revoke };
    return key;
  }

  #dead({ account, blsKey }: KeyEntry, cause: ErrorObject): StoredKey {
    return { state: 'dead', account, blsKey, networkKey: this.#place.networkKey, cause };
  }

  async #registration(
    { account, blsKey, networkKey }: LiveKey,
    secret: Hex,
  ): Promise<KeyRegistration> {
    const library = await this.#place.loadLibrary();
    const claim = { genesisHash: this.#place.genesisHash, account };
    return {
      ...{ account, blsKey, networkKey },
      proofOfPossession: library.createProof(secret, claim),
      networkKeyProof: library.proveNetworkKey(claim),
    };
  }

  /** The secret goes first; the tombstone is for copies of it. */
  async #bury(erase: (entry: KeyEntry) => Promise<void>): Promise<void> {
    const { vault, storage } = this.#place;
    await this.#load();
    this.#loaded?.revoke();
    const entry = await vault.read();
    if (!entry) return;
    await erase(entry);
    const tombstone = { key: tombstoneKey(entry.blsKey), value: Uint8Array.of(1) };
    const named = await storage.get('meta', SIGNER_KEY);
    const isOwn = named && equalBytes(named, bytesFromHex(entry.blsKey));
    await storage.write(
      [
        { bucket: 'meta', ...tombstone },
        ...(isOwn ? [{ bucket: 'meta' as const, key: SIGNER_KEY }] : []),
      ],
      { durable: true },
    );
    await this.#release();
  }

  async #release(): Promise<void> {
    const loaded = this.#loaded;
    this.#loaded = undefined;
    await loaded?.lock.release();
  }
}

function unreadable({ blsKey }: KeyEntry): WeftError {
  return new WeftError('keys/unreadable', 'the secret of this key cannot be decrypted', { blsKey });
}

function tombstoneKey(blsKey: Hex): Uint8Array {
  return concatBytes(bytesFromText('dead key '), bytesFromHex(blsKey));
}
