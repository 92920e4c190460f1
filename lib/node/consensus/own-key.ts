import type { Address } from '../../core/bytes.ts';
import { type ErrorObject, WeftError } from '../../core/errors.ts';
import type { KeyRegistration, LiveKey, StoredKey, ValidatorKeys } from '../ports.ts';

/** The validator key of this node, as its port told it last. */
export interface OwnKey {
  current(): StoredKey | undefined;
  /** Undefined without a key that may sign. */
  live(): LiveKey | undefined;
  /** @throws WeftError `keys/unavailable` where no key can be kept, and what the port throws. */
  create(account: Address): Promise<KeyRegistration>;
  /** It is dead for this node at once, and for ever when this resolves. */
  markDead(cause: ErrorObject): Promise<void>;
  /** It is gone for this node at once, and for ever when this resolves. */
  forget(): Promise<void>;
}

/** Reads the key that there is. @throws what `ValidatorKeys.current` throws. */
export async function openOwnKey(keys: ValidatorKeys | undefined): Promise<OwnKey> {
  let current = await keys?.current();
  return {
    current: () => current,
    live: () => (current?.state === 'live' ? current : undefined),
    async create(account) {
      if (!keys) throw new WeftError('keys/unavailable', 'this node can keep no key');
      const registration = await keys.create(account);
      current = await keys.current();
      return registration;
    },
    async markDead(cause) {
      if (current?.state !== 'live') return;
      const { account, blsKey, networkKey } = current;
      current = { state: 'dead', account, blsKey, networkKey, cause };
      await keys?.markDead(cause);
    },
    async forget() {
      current = undefined;
      await keys?.forget();
    },
  };
}
