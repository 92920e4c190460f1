import { secp256k1 } from '@noble/curves/secp256k1.js';
import type { Chain } from '../../../lib/chain/chain.ts';
import type { RecoveredTransaction } from '../../../lib/chain/check-transaction.ts';
import {
  bytesFromTransaction,
  hashOfTransaction,
  type UnsignedTransaction,
} from '../../../lib/chain/transaction.ts';
import { digestOfTransaction } from '../../../lib/chain/typed-data.ts';
import { type Address, bytesFromHex, hexFromBytes, u64 } from '../../../lib/core/bytes.ts';
import { keccakHex } from '../../../lib/core/keccak.ts';
import { addressOfPublicKey } from '../../../lib/core/secp256k1.ts';

/** An account that signs one transaction after the other. */
export interface Sender {
  readonly account: Address;
  /** Its next transfer, valid in blocks near `timestampMs`. */
  transfer(to: Address, timestampMs: number): RecoveredTransaction;
  /** Its next transaction of any kind. */
  act(action: Action, timestampMs: number): RecoveredTransaction;
}

export type Action = Pick<UnsignedTransaction, 'primaryType' | 'fields'>;

export function createSender(chain: Chain, secret: Uint8Array): Sender {
  const account = accountOfSecret(secret);
  let nonce = 0n;

  function act(action: Action, timestampMs: number): RecoveredTransaction {
    const { definition } = chain.registry.get(action.primaryType);
    const unsigned: UnsignedTransaction = {
      ...action,
      account,
      nonce: nonce++,
      validUntilMs: timestampMs + VALID_FOR_MS,
      feeMax: FEE_MAX_WEI,
    };
    const digest = bytesFromHex(digestOfTransaction(chain.domain, definition, unsigned));
    const recovered = secp256k1.sign(digest, secret, { prehash: false, format: 'recovered' });
    const v = (recovered[0] as number) + 27;
    const signature = hexFromBytes(Uint8Array.of(...recovered.subarray(1), v));
    const transaction = { ...unsigned, signature };
    const bytes = bytesFromTransaction(definition, transaction);
    return { transaction, bytes, hash: hashOfTransaction(bytes), sender: account };
  }

  return {
    account,
    act,
    transfer: (to, timestampMs) =>
      act({ primaryType: 'BankTransfer', fields: { to, amountWei: AMOUNT_WEI } }, timestampMs),
  };
}

export function accountOfSecret(secret: Uint8Array): Address {
  return addressOfPublicKey(secp256k1.getPublicKey(secret, false));
}

/** The same index is always the same key. */
export function secretAt(index: number): Uint8Array {
  return bytesFromHex(keccakHex(u64(BigInt(index) + 1n)));
}

/** An address nobody has a key for. */
export function addressAt(index: number): Address {
  return `0x${keccakHex(u64(BigInt(index) + 1_000_000n)).slice(26)}`;
}

const AMOUNT_WEI = 10n ** 12n;
const FEE_MAX_WEI = 10n ** 16n;
const VALID_FOR_MS = 600_000;
