import { isNamedFailure } from '../../chain/check-transaction.ts';
import { maxNewKeysOf, quoteFeeMax, unitsOf } from '../../chain/fees.ts';
import { freeRequestOf } from '../../chain/free-payment.ts';
import { readState } from '../../chain/read-state.ts';
import type { NodeView } from './node-view.ts';
import type { FeeQuote, Prepared, PrepareParams } from './prepare-types.ts';
import { sessionOf } from './session-of.ts';

/** What an action would cost now, with room for the price to rise. */
export function quoteOf(node: NodeView, primaryType: string, items: number): FeeQuote {
  const { definition } = node.chain.registry.get(primaryType);
  const { tree } = sessionOf(node).chain.final();
  const basePriceWei = readState(node.chain, tree).basePriceWei();
  const { keyDepositWei } = node.chain.genesis.parameters;
  const units = unitsOf(definition, items);
  const maxNewKeys = maxNewKeysOf(definition, items);
  const feeMaxWei = quoteFeeMax({ units, maxNewKeys }, basePriceWei, keyDepositWei);
  return { basePriceWei, units, feeMaxWei };
}

/** Everything that an account needs to send an action, in one answer. */
export function prepare(node: NodeView, params: PrepareParams): Prepared {
  const { account, primaryType, items, session } = params;
  const quote = quoteOf(node, primaryType, items);
  const nonce = sessionOf(node).mempool.nextNonce(account, session);
  return { ...quote, nonce, ...freeOf(node, params, quote) };
}

function freeOf(
  node: NodeView,
  asked: PrepareParams,
  { basePriceWei }: FeeQuote,
): Pick<Prepared, 'free' | 'freeRefusal'> {
  const session = sessionOf(node);
  const { sponsors } = readState(node.chain, session.chain.final().tree);
  if (!sponsors) return { free: null };
  const ahead = session.mempool.ahead(asked.account);
  const at = { basePriceWei, timestampMs: node.clock.wallMs(), ahead };
  try {
    const { grant } = sponsors.offer(freeRequestOf(node.chain, asked, at));
    if (grant) return { free: 'grant' };
    // Stake pays no deposits.
    const { definition } = node.chain.registry.get(asked.primaryType);
    return { free: maxNewKeysOf(definition, asked.items) === 0 ? 'stake' : null };
  } catch (thrown) {
    if (!isNamedFailure(thrown, node.chain.modules)) throw thrown;
    return { free: null, freeRefusal: thrown.toObject() };
  }
}
