import { type DBSchema, openDB } from 'idb';
import type { Address, Hash, Hex } from '../../core/bytes.ts';
import { errorObjectFrom, WeftError } from '../../core/errors.ts';

/** A session of which this browser has the key. */
export interface KeptSession {
  id: Hash;
  account: Address;
  /** Its private half signs in this browser, and its bytes can be read by nobody. */
  keys: CryptoKeyPair;
  /** 65 bytes. */
  publicKey: Hex;
  actions: readonly string[];
  spendMaxWei: bigint;
  expiresMs: number;
  /** Number of the opening transaction, by which the chain names the session. */
  nonce: bigint;
  /** The opening transaction, and when the node took it. */
  openedBy: Hash;
  openedMs: number;
}

/** One session for each account. All verbs throw `storage/unavailable`. */
export interface SessionStore {
  get(account: Address): Promise<KeptSession | undefined>;
  /** Takes the place of an earlier one of the account. */
  put(session: KeptSession): Promise<void>;
  /** Only if it is the one that is kept. */
  remove(account: Address, id: Hash): Promise<void>;
  /** Some browsers keep data and no keys: better known before anybody signs. */
  assertKeeps(keys: CryptoKeyPair): Promise<void>;
}

/** Opened for each request: it is small, and nothing stands in the way of erasing it. */
export function createSessionStore(chainId: string): SessionStore {
  const name = `weft-sessions-${chainId}`;

  async function withDatabase<Result>(work: (database: Database) => Promise<Result>) {
    try {
      const database = await openDB<Schema>(name, 1, {
        upgrade(upgraded) {
          upgraded.createObjectStore('sessions', { keyPath: 'account' });
          upgraded.createObjectStore('trial');
        },
      });
      try {
        return await work(database);
      } finally {
        database.close();
      }
    } catch (thrown) {
      const { message } = errorObjectFrom(thrown);
      throw new WeftError('storage/unavailable', `cannot use ${name}: ${message}`, { name });
    }
  }

  return {
    get: (account) => withDatabase((database) => database.get('sessions', account)),
    async put(session) {
      await withDatabase((database) => database.put('sessions', session));
    },
    async remove(account, id) {
      await withDatabase(async (database) => {
        const transaction = database.transaction('sessions', 'readwrite');
        const kept = await transaction.store.get(account);
        if (kept?.id === id) await transaction.store.delete(account);
        await transaction.done;
      });
    },
    async assertKeeps(keys) {
      await withDatabase(async (database) => {
        await database.put('trial', keys, 0);
        await database.delete('trial', 0);
      });
    },
  };
}

type Database = Awaited<ReturnType<typeof openDB<Schema>>>;

interface Schema extends DBSchema {
  sessions: { key: Address; value: KeptSession };
  trial: { key: number; value: CryptoKeyPair };
}
