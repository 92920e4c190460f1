import type { InboxEvent, TOKEN_SEEN } from '../../chain/inbox.ts';
import type { ModuleStore } from '../../chain/module.ts';
import { ASSET_ERC721, ASSET_ETH, type AssetKind } from '../../chain/outbox.ts';
import { createPackedList } from '../../chain/packed-list.ts';
import { type Address, bytesFromHex, EMPTY_BYTES, hexFromBytes } from '../../core/bytes.ts';
import {
  bytesOf,
  decodeRlp,
  encodeRlp,
  listOf,
  numberOf,
  type RlpItem,
  uintItem,
  uintOf,
} from '../../core/rlp.ts';
import { LISTED_TOKENS_PREFIX, tokenKey } from './keys.ts';

/** What the chain knows of an asset of Ethereum. */
export interface TokenRecord {
  kind: AssetKind;
  decimals: number;
  /** As the token says it, so in bytes that anybody may have chosen. */
  name: Uint8Array;
  symbol: Uint8Array;
  /** All that was ever deposited through the Gateway: smallest units, or tokens of a collection. */
  deposited: bigint;
}

type Readable = Pick<ModuleStore, 'get'>;

/** Ether and every token that one of the contracts has met, oldest first. */
export const tokenList = createPackedList<Address>({
  prefix: LISTED_TOKENS_PREFIX,
  recordBytes: 20,
  recordsPerKey: 32,
  bytesFrom: bytesFromHex,
  itemFrom: hexFromBytes,
});

export function getToken(store: Readable, token: Address): TokenRecord | undefined {
  const bytes = store.get(tokenKey(token));
  return bytes && tokenFromItem(decodeRlp(bytes));
}

/**
 * Keeps what a token says of itself. Both contracts tell it when they meet the token, and a token
 * may tell each of them something else: what the Gateway took in counts.
 */
export function seeToken(
  store: ModuleStore,
  event: Extract<InboxEvent, { type: typeof TOKEN_SEEN }>,
): void {
  const { token, kind, decimals, name, symbol } = event;
  const known = getToken(store, token);
  if (known && known.deposited > 0n) return;
  setToken(store, token, { kind, decimals, name, symbol, deposited: 0n });
}

/** Counts a deposit, whatever becomes of it. */
export function countDeposit(
  store: ModuleStore,
  { kind, token, value }: { kind: AssetKind; token: Address; value: bigint },
): void {
  const known = getToken(store, token) ?? { ...UNSEEN, kind };
  const firstKind = known.deposited > 0n ? known.kind : kind;
  const deposited = known.deposited + unitsOfAsset(kind, value);
  setToken(store, token, { ...known, kind: firstKind, deposited });
}

/** How much of its asset a deposit or withdrawal is: a token of a collection is one. */
export function unitsOfAsset(kind: AssetKind, value: bigint): bigint {
  return kind === ASSET_ERC721 ? 1n : value;
}

function setToken(store: ModuleStore, token: Address, record: TokenRecord): void {
  const { kind, decimals, name, symbol, deposited } = record;
  if (getToken(store, token) === undefined) tokenList.append(store, [token]);
  const numbers = [uintItem(BigInt(kind)), uintItem(BigInt(decimals))];
  store.set(tokenKey(token), encodeRlp([...numbers, name, symbol, uintItem(deposited)]));
}

function tokenFromItem(item: RlpItem): TokenRecord {
  const [kind, decimals, name, symbol, deposited] = listOf(item, 5);
  return {
    kind: numberOf(kind) as AssetKind,
    decimals: numberOf(decimals),
    name: bytesOf(name),
    symbol: bytesOf(symbol),
    deposited: uintOf(deposited, MAX_SUM_BYTES),
  };
}

/** A sum over the life of a chain, of amounts of 32 bytes. */
const MAX_SUM_BYTES = 40;

/** Ether, of which no contract tells anything. */
const UNSEEN: TokenRecord = {
  kind: ASSET_ETH,
  decimals: 18,
  name: EMPTY_BYTES,
  symbol: EMPTY_BYTES,
  deposited: 0n,
};
