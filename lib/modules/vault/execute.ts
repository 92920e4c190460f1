import { digestOfCoinTransfer, MAX_COIN_BLOCKS } from '../../chain/coin-transfer.ts';
import type { ActionContext } from '../../chain/module.ts';
import { assert } from '../../core/assert.ts';
import { ZERO_ADDRESS } from '../../core/bytes.ts';
import { normaliseSignature } from '../../core/secp256k1.ts';
import { openNumber } from './coin-blocks.ts';
import { tellTransfer } from './coin-news.ts';
import { type Coin, getCoin, isPending, moveCoin } from './coins.ts';
import {
  birthAhead,
  coinBlockFull,
  coinLocked,
  lastCoinBlockPassed,
  noCoinBlocksLeft,
  noContracts,
  notOwner,
  transferPending,
  unknownCoin,
  wrongParent,
  wrongRecipient,
  wrongSignature,
} from './errors.ts';
import type { TransferFields } from './messages.ts';
import { addPending, getOpenCoinBlock, isFull } from './open-coin-block.ts';
import { getParameters } from './parameters.ts';

/** Puts a transfer into the open coin block: whenever that closes, nothing about it can change. */
export function transferCoin(context: ActionContext, fields: TransferFields): void {
  const { store, emit } = context;
  const { domain } = getParameters(store);
  const { ownerSignature, ...transfer } = fields;
  const { slot, from, to } = transfer;
  const coinBlock = openNumber(store);
  if (domain.vault === ZERO_ADDRESS) throw noContracts();
  assertSpendable(getCoin(store, slot), fields, coinBlock);
  if (context.cosigner !== from) throw wrongSignature(from, context.cosigner ?? 'nobody');
  if (to === domain.vault) throw wrongRecipient(to);
  if (fields.lastCoinBlock < coinBlock) throw lastCoinBlockPassed(fields.lastCoinBlock, coinBlock);
  if (coinBlock > MAX_COIN_BLOCKS) throw noCoinBlocksLeft();
  if (isFull(getOpenCoinBlock(store))) throw coinBlockFull(coinBlock);

  const digest = digestOfCoinTransfer(domain, transfer);
  const signature = normaliseSignature(ownerSignature);
  assert(signature, 'what recovers has a form that contracts take');
  addPending(store, { slot, digest });
  moveCoin(store, slot, { owner: to, parent: coinBlock });
  tellTransfer(emit, { coinBlock, digest, transfer, signature });
}

function assertSpendable(
  coin: Coin | undefined,
  { slot, parent, from }: TransferFields,
  coinBlock: bigint,
): asserts coin is Coin {
  if (!coin) throw unknownCoin(slot);
  if (coin.openExits > 0n) throw coinLocked(slot, coin.openExits);
  if (isPending(coin, coinBlock)) throw transferPending(slot, coinBlock);
  if (coin.parent !== parent) throw wrongParent(coin.parent, parent);
  if (coin.owner !== from) throw notOwner(slot, from);
  if (parent >= coinBlock) throw birthAhead(parent, coinBlock);
}
