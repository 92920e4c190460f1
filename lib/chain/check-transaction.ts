import type { Address, Hash } from '../core/bytes.ts';
import { WeftError } from '../core/errors.ts';
import { MAX_VALID_AHEAD_MS } from '../core/limits.ts';
import type { P256Check } from '../core/p256.ts';
import type { Chain } from './chain.ts';
import type { BroughtKeys, Module, SignedDigest } from './module.ts';
import type { DecodedTransaction, Transaction } from './transaction.ts';
import { digestOfTransaction, sessionMessage } from './typed-data.ts';

/** A transaction with who signed it. */
export interface RecoveredTransaction extends DecodedTransaction {
  /**
   * Whose wallet signed; the account itself when the key signed that the envelope names as its
   * session's. Undefined when the signature is nobody's.
   */
  sender: Address | undefined;
  /** Whether the keys it brings are proven; absent when it brings none. */
  isKeyProven?: boolean;
  /** Who made the signature it carries besides its account's; absent when nobody did. */
  cosigner?: Address;
}

/** What has to be recovered to know whose wallet signed. */
export function signatureOf(
  chain: Pick<Chain, 'registry' | 'domain'>,
  { transaction }: Pick<DecodedTransaction, 'transaction'>,
): SignedDigest {
  const { definition } = chain.registry.get(transaction.primaryType);
  const digest = digestOfTransaction(chain.domain, definition, transaction);
  return { digest, signature: transaction.signature };
}

/** What has to hold if a session's key signed; undefined when the account's wallet did. */
export function sessionCheckOf(
  chain: Pick<Chain, 'registry' | 'domain'>,
  { transaction }: Pick<DecodedTransaction, 'transaction'>,
): P256Check | undefined {
  const { session, signature } = transaction;
  if (!session) return undefined;
  const { definition } = chain.registry.get(transaction.primaryType);
  const message = sessionMessage(chain.domain, definition, { ...transaction, session });
  return { publicKey: session.publicKey, message, signature };
}

/** The other signature of which it has to be known who made it, if the action carries one. */
export function cosignatureOf(
  { registry, genesis }: Pick<Chain, 'registry' | 'genesis'>,
  { transaction }: Pick<DecodedTransaction, 'transaction'>,
): SignedDigest | undefined {
  const { account, fields, primaryType } = transaction;
  return registry.get(primaryType).definition.cosignature?.(fields, genesis, account);
}

/** Keys, whose they are to be, and the proofs that this account knows their secrets. */
export interface PossessionClaim extends BroughtKeys {
  genesisHash: Hash;
  account: Address;
}

/** The proofs of possession that have to be checked before execution, if the action has any. */
export function possessionOf(
  { registry, genesisHash }: Pick<Chain, 'registry' | 'genesisHash'>,
  { transaction }: Pick<DecodedTransaction, 'transaction'>,
): PossessionClaim | undefined {
  const { account, fields, primaryType } = transaction;
  const brought = registry.get(primaryType).definition.possession?.(fields, account);
  return brought && { ...brought, genesisHash, account };
}

/**
 * Everything about a transaction that needs no state.
 * @throws WeftError `transaction/wrong-signature`, `transaction/expired`,
 * `transaction/valid-too-long`, `transaction/invalid-action` (fact `cause` is the module's code).
 */
export function assertWellFormed(
  chain: Pick<Chain, 'registry'>,
  { transaction, sender }: RecoveredTransaction,
  timestampMs: number,
): void {
  if (sender !== transaction.account) {
    throw new WeftError('transaction/wrong-signature', 'not signed by its account', {
      account: transaction.account,
      signer: sender ?? 'nobody',
    });
  }
  const { validUntilMs } = transaction;
  if (validUntilMs < timestampMs) {
    throw new WeftError('transaction/expired', 'its time is over', { validUntilMs, timestampMs });
  }
  if (validUntilMs > timestampMs + MAX_VALID_AHEAD_MS) {
    throw new WeftError('transaction/valid-too-long', 'valid for more than an hour', {
      validUntilMs,
      timestampMs,
    });
  }
  assertValidAction(chain, transaction);
}

/** What the account's state must allow before a transaction may be in a block. */
export interface PayingAccount {
  nonce: bigint;
  balanceWei: bigint;
  /** Least the transaction costs: its base fee, and the deposit for a first account record. */
  minimumFeeWei: bigint;
}

/**
 * @throws WeftError `transaction/nonce-used`, `transaction/nonce-gap`, `transaction/fee-too-low`,
 * `transaction/cannot-pay`.
 */
export function assertPayable(transaction: Transaction, account: PayingAccount): void {
  const facts = { nonce: transaction.nonce.toString(), expected: account.nonce.toString() };
  if (transaction.nonce < account.nonce) {
    throw new WeftError('transaction/nonce-used', 'this number was used already', facts);
  }
  if (transaction.nonce > account.nonce) {
    throw new WeftError('transaction/nonce-gap', 'earlier transactions are missing', facts);
  }
  if (transaction.feeMax < account.minimumFeeWei) {
    throw new WeftError('transaction/fee-too-low', 'the highest fee is below the price', {
      feeMax: transaction.feeMax.toString(),
      minimumFeeWei: account.minimumFeeWei.toString(),
    });
  }
  if (transaction.feeMax > account.balanceWei) {
    throw new WeftError('transaction/cannot-pay', 'the balance does not cover the highest fee', {
      feeMax: transaction.feeMax.toString(),
      balanceWei: account.balanceWei.toString(),
    });
  }
}

/** Whether an error is a named failure of one of the modules, and not a bug. */
export function isNamedFailure(
  thrown: unknown,
  modules: readonly Pick<Module, 'name'>[],
): thrown is WeftError {
  if (!(thrown instanceof WeftError)) return false;
  return modules.some(({ name }) => thrown.code.startsWith(`${name}/`));
}

function assertValidAction(chain: Pick<Chain, 'registry'>, transaction: Transaction): void {
  const { module, definition } = chain.registry.get(transaction.primaryType);
  try {
    definition.validate(transaction.fields);
  } catch (thrown) {
    if (!isNamedFailure(thrown, [module])) throw thrown;
    throw new WeftError('transaction/invalid-action', thrown.message, {
      ...thrown.facts,
      cause: thrown.code,
    });
  }
}
