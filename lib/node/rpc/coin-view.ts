import { readState } from '../../chain/read-state.ts';
import type { Address } from '../../core/bytes.ts';
import { WeftError } from '../../core/errors.ts';
import type { TransferFields } from '../../modules/vault/messages.ts';
import type { CoinView } from '../../modules/vault/queries.ts';
import { coinFileOf } from '../coins/coin-file-of.ts';
import { textOfCoinFile } from '../coins/coin-file-text.ts';
import { verdictOf } from '../coins/coin-verdict.ts';
import { coinsOf } from '../coins/create-coins.ts';
import type { NodeSession } from '../node-session.ts';
import type { CoinFileParams, CoinFileText, VaultCoin, VaultCoins } from './coin-types.ts';
import type { NodeView } from './node-view.ts';
import { sessionOf } from './session-of.ts';

/** Coins of an account, whose histories the node keeps from then on. */
export async function coinsView(node: NodeView, account: Address): Promise<VaultCoins> {
  const session = sessionOf(node);
  await session.coins.store.watch(account);
  const owned = coinsOf(node.chain, session.chain.final().tree, account).map(({ slot }) => slot);
  const coming = [...movesOf(session)].flatMap(([slot, to]) => (to === account ? [slot] : []));
  const coins: VaultCoin[] = [];
  for (const slot of new Set([...owned, ...coming])) {
    const coin = await coinView(node, slot);
    if (coin) coins.push(coin);
  }
  return { count: BigInt(owned.length), coins };
}

/** Null for a slot that no coin has, or has no longer. */
export async function coinView(node: NodeView, slot: bigint): Promise<VaultCoin | null> {
  const session = sessionOf(node);
  const coin = coinIn(node, session, slot);
  if (!coin) return null;
  const { store, history, ethereum } = session.coins;
  const { birth, parent } = coin;
  const pendingTo = movesOf(session).get(slot);
  const [transfers, wholeTo] = await Promise.all([
    history.transfersOf(slot),
    store.wholeTo(slot, birth),
  ]);
  const covered = parent === birth || (await store.pinnedFor(parent)) !== undefined;
  const verdict = verdictOf({
    coin,
    isMoving: pendingTo !== undefined,
    transfers: transfers.length,
    isWhole: wholeTo >= parent,
    covered: ethereum.hasOther() ? 'other' : covered,
    ethereum: ethereum.coinAt(slot),
  });
  const { kind, token, value, owner, openExits } = coin;
  const of = Number(coinBlocksOf(node, session) - birth);
  return {
    ...{ slot, kind, token, value, owner, birth, parent, openExits },
    ...verdict,
    ...(pendingTo && { pendingTo }),
    checked: Math.min(of, Number(wholeTo - birth)),
    of: Math.max(0, of),
  };
}

/** @throws WeftError `coins/unknown`, and what `coinFileOf` throws. */
export async function coinFileView(
  node: NodeView,
  { slot, ...options }: CoinFileParams,
): Promise<CoinFileText> {
  const session = sessionOf(node);
  const coin = coinIn(node, session, slot);
  if (!coin) {
    const facts = { slot: slot.toString() };
    throw new WeftError('coins/unknown', 'there is no such coin on this chain', facts);
  }
  const { store, history } = session.coins;
  const [first] = await history.transfersOf(slot);
  const { kind, token, value, owner, birth, parent } = coin;
  const depositor = first?.transfer.from ?? owner;
  const deposited = { slot, kind, token, value, depositor, birth };
  const source = { genesis: node.chain.genesis, store, history };
  const { file, coveredTo } = await coinFileOf(source, deposited, parent, options);
  return {
    name: `weft-coin-${slot}.json`,
    text: textOfCoinFile(file),
    isWhole: birth + BigInt(file.transfers.length + file.absences.length) === coveredTo,
  };
}

function coinIn({ chain }: NodeView, session: NodeSession, slot: bigint): CoinView | null {
  const { query } = readState(chain, session.chain.final().tree);
  return query('vault', 'coin', { slot }) as CoinView | null;
}

function coinBlocksOf({ chain }: NodeView, session: NodeSession): bigint {
  const { query } = readState(chain, session.chain.final().tree);
  return (query('vault', 'coinBlocks', {}) as { count: bigint }).count;
}

/** To whom each coin goes by what waits here, or is in a block that is not final. */
function movesOf({ mempool, chain }: NodeSession): Map<bigint, Address> {
  const moves = new Map<bigint, Address>();
  const waiting = [...mempool.ready()].map(({ recovered }) => recovered);
  const executed = [...chain.executed()].flatMap(({ transactions }) => transactions);
  for (const { transaction } of [...waiting, ...executed]) {
    if (transaction.primaryType !== 'VaultTransfer') continue;
    const { slot, to } = transaction.fields as unknown as TransferFields;
    moves.set(slot, to);
  }
  return moves;
}
