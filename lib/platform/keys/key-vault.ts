import type { Address, Hex } from '../../core/bytes.ts';
import type { ErrorObject } from '../../core/errors.ts';

/** A key as it is kept, without its secret. */
export interface KeyEntry {
  account: Address;
  blsKey: Hex;
  /** A journal of its votes was begun. Until then any empty journal will do. */
  isUsed: boolean;
  /** The secret is erased, and this is why. */
  death?: ErrorObject;
}

/** Where one key is kept. What was written is durable when the call resolves. */
export interface KeyVault {
  read(): Promise<KeyEntry | undefined>;
  /** Of the key that `read` names, which is not dead. Undefined when it cannot be read. */
  openSecret(): Promise<Hex | undefined>;
  /** Replaces what is there. Without a secret, the one that was there is gone. */
  put(entry: KeyEntry, secret?: Hex): Promise<void>;
  clear(): Promise<void>;
}
