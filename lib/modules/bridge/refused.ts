import type { ModuleStore } from '../../chain/module.ts';
import { createPackedList } from '../../chain/packed-list.ts';
import {
  type Address,
  bytesFromHex,
  bytesFromUint,
  concatBytes,
  hexFromBytes,
  u64,
  uintFromBytes,
} from '../../core/bytes.ts';
import { REFUSED_PREFIX } from './keys.ts';

/** Why a deposit was not credited; the place in this list is in state. */
export const REFUSAL_REASONS = [
  /** To the zero address. */
  'no-recipient',
  /** To an account of the chain itself, for which no key signs. */
  'keyless-recipient',
  /** Of another kind than this token was before. */
  'wrong-kind',
  /** Of an id that is here already. */
  'token-exists',
  /** More than amounts, or the power of stake, can count. */
  'too-much',
] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

/** A deposit that goes back to who sent it. */
export interface RefusedDeposit {
  /** Its number in the inbox. */
  inboxIndex: bigint;
  reason: RefusalReason;
  /** Who was to get it here. */
  to: Address;
  /** The withdrawal by which its sender gets it back. */
  withdrawal: bigint;
}

/** In the order of the inbox. */
export const refusedList = createPackedList<RefusedDeposit>({
  prefix: REFUSED_PREFIX,
  recordBytes: 33,
  recordsPerKey: 32,
  bytesFrom: ({ inboxIndex, reason, to, withdrawal }) =>
    concatBytes(
      u64(inboxIndex),
      Uint8Array.of(REFUSAL_REASONS.indexOf(reason)),
      bytesFromHex(to),
      bytesFromUint(withdrawal, 4),
    ),
  itemFrom: (bytes) => ({
    inboxIndex: uintFromBytes(bytes.subarray(0, 8)),
    reason: REFUSAL_REASONS[bytes[8] as number] as RefusalReason,
    to: hexFromBytes(bytes.subarray(9, 29)),
    withdrawal: uintFromBytes(bytes.subarray(29)),
  }),
});

/** By its number in the inbox. */
export function findRefused(
  store: Pick<ModuleStore, 'get'>,
  inboxIndex: bigint,
): RefusedDeposit | undefined {
  let low = 0;
  let high = refusedList.count(store);
  while (low < high) {
    const middle = (low + high) >> 1;
    const found = refusedList.get(store, middle);
    if (found && found.inboxIndex < inboxIndex) low = middle + 1;
    else high = middle;
  }
  const found = refusedList.get(store, low);
  return found?.inboxIndex === inboxIndex ? found : undefined;
}
