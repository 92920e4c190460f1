import type { Chain } from '../../chain/chain.ts';
import type { Address } from '../../core/bytes.ts';
import { WeftError } from '../../core/errors.ts';
import { MAX_LISTED_ESCAPES } from '../../core/limits.ts';
import { readAccepted } from '../ethereum-contracts/checkpoints-contract.ts';
import { escapeData, readEscaped } from '../ethereum-contracts/gateway-contract.ts';
import { newestOf } from '../ethereum-contracts/read-contract.ts';
import type { PastBlocks } from '../execution/past-epochs.ts';
import { stateAt } from '../execution/state-at.ts';
import type { EthereumCall, EthereumSource } from '../ports.ts';
import { byFirstEndpoint } from './first-endpoint.ts';
import { type Holding, holdingsOf } from './holdings.ts';
import { knownCheckpoint } from './known-checkpoint.ts';

/** A transaction that pays one thing of an account, once the chain is sealed. */
export interface EscapeCall extends EthereumCall, Pick<Holding, 'kind' | 'token' | 'value'> {}

/** What the last accepted state says is an account's. */
export interface Escapes {
  /** Of the block with that state; zero if none was ever accepted. */
  height: bigint;
  /** Deposits with a higher index were never applied, and are refunded. */
  appliedInboxCount: bigint;
  /** Not paid yet, ether first: of MAX_LISTED_ESCAPES things at most. */
  calls: EscapeCall[];
  /** Where to look on, if there is more: worthless things keep nobody from the rest. */
  next?: number;
}

export interface EscapeSetting {
  chain: Chain;
  blocks: PastBlocks;
  sources: readonly EthereumSource[];
}

/**
 * By the first endpoint that answers: the contract checks every call.
 * @param from place among all that the account had, zero or what an earlier answer named.
 * @throws WeftError `checkpoint/not-sealed`, `checkpoint/forgotten`, `checkpoint/other-header`,
 *   `ethereum/no-endpoint`, and what the last endpoint failed with.
 */
export async function escapes(
  { sources, ...setting }: EscapeSetting,
  account: Address,
  from = 0,
): Promise<Escapes> {
  return byFirstEndpoint(sources, (source) => escapesBy(source, setting, account, from));
}

async function escapesBy(
  source: EthereumSource,
  { chain, blocks }: Omit<EscapeSetting, 'sources'>,
  account: Address,
  from: number,
): Promise<Escapes> {
  const { checkpoints, gateway } = chain.genesis.contracts;
  const accepted = await readAccepted(source, checkpoints);
  if (!accepted.isSealed) {
    throw new WeftError('checkpoint/not-sealed', 'this chain has not been given up');
  }
  const { newest } = accepted;
  if (!newest) return { height: 0n, appliedInboxCount: 0n, calls: [] };
  const known = await knownCheckpoint(blocks, accepted);
  const tree = known && (await stateAt(blocks, known.height));
  if (!tree) {
    const facts = { height: newest.height.toString() };
    throw new WeftError('checkpoint/forgotten', 'this node forgot the last accepted state', facts);
  }
  const held = holdingsOf(tree, account);
  const { hash } = await newestOf(source);
  let next = from;
  let open: Holding[] = [];
  while (next < held.length && open.length === 0) {
    const some = held.slice(next, next + MAX_LISTED_ESCAPES);
    const paid = await readEscaped(source, gateway, account, some, hash);
    open = some.filter((holding) => !paid.has(holding));
    next += some.length;
  }
  return {
    height: known.height,
    appliedInboxCount: newest.inboxCount,
    calls: open.map((holding) => {
      const { kind, token, value } = holding;
      const data = escapeData(holding, account, known.bytes);
      return { kind, token, value, to: gateway, valueWei: 0n, data };
    }),
    ...(next < held.length && { next }),
  };
}
