import type { Address } from '../core/bytes.ts';
import { WeftError } from '../core/errors.ts';
import type { Chain } from './chain.ts';
import { isNamedFailure } from './check-transaction.ts';
import { itemsIn, maxNewKeysOf, unitsOf } from './fees.ts';
import type { FreeOffer, FreeRequest, Sponsors } from './module.ts';
import type { UnsignedTransaction } from './transaction.ts';

/** How a transaction without a fee is paid. */
export interface FreePayment {
  request: FreeRequest;
  offer: FreeOffer;
  payer: Address;
  escrowWei: bigint;
}

/** A transaction that may be free, and who signed besides its account. */
export interface FreeCandidate {
  transaction: Pick<UnsignedTransaction, 'primaryType' | 'fields' | 'account' | 'feeMax'>;
  cosigner?: Address;
}

/**
 * A transaction that offers no fee, on a chain that has sponsors, is paid by one of them or by its
 * account's stake; undefined for any other, and where nothing has a price.
 * @throws WeftError `transaction/nobody-pays` with the fact `reason`.
 */
export function freePayment(
  chain: Pick<Chain, 'registry' | 'genesis' | 'modules'>,
  sponsors: Pick<Sponsors, 'offer'> | undefined,
  { transaction, cosigner }: FreeCandidate,
  at: Pick<FreeRequest, 'basePriceWei' | 'timestampMs' | 'ahead'>,
): FreePayment | undefined {
  const { account, fields, primaryType } = transaction;
  if (!sponsors || !asksToBeFree(chain, transaction, at)) return undefined;
  const asked = { account, primaryType, items: itemsIn(fields) };
  const action = { primaryType, fields, cosigner };
  const request = { ...freeRequestOf(chain, asked, at), action };
  const offer = offerFor(chain, sponsors, request);
  const baseWei = BigInt(request.units) * at.basePriceWei;
  const escrowWei = offer.grant ? baseWei + offer.depositMaxWei : 0n;
  return { request, offer, payer: offer.payer, escrowWei };
}

/** It offers no fee where something has a price. */
export function asksToBeFree(
  { genesis }: Pick<Chain, 'genesis'>,
  { feeMax }: Pick<UnsignedTransaction, 'feeMax'>,
  { basePriceWei }: Pick<FreeRequest, 'basePriceWei'>,
): boolean {
  return feeMax === 0n && (basePriceWei > 0n || genesis.parameters.keyDepositWei > 0n);
}

/** What a sponsor is asked about an action of that size. */
export function freeRequestOf(
  { registry, genesis }: Pick<Chain, 'registry' | 'genesis'>,
  { account, primaryType, items }: { account: Address; primaryType: string; items: number },
  at: Pick<FreeRequest, 'basePriceWei' | 'timestampMs' | 'ahead'>,
): FreeRequest {
  const { module, definition } = registry.get(primaryType);
  const units = unitsOf(definition, items);
  const keys = maxNewKeysOf(definition, items) + KEYS_OF_A_NEWCOMER;
  const depositMaxWei = BigInt(keys) * genesis.parameters.keyDepositWei;
  return { account, module: module.name, units, depositMaxWei, ...at };
}

function offerFor(
  { modules }: Pick<Chain, 'modules'>,
  sponsors: Pick<Sponsors, 'offer'>,
  request: FreeRequest,
): FreeOffer {
  try {
    return sponsors.offer(request);
  } catch (thrown) {
    if (!isNamedFailure(thrown, modules)) throw thrown;
    throw new WeftError('transaction/nobody-pays', thrown.message, {
      ...thrown.facts,
      reason: thrown.code,
    });
  }
}

/** Its account's record, and what its sponsor notes about it. */
const KEYS_OF_A_NEWCOMER = 2;
