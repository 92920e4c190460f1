import type { Address, Hash, Hex } from '../core/bytes.ts';
import { createValidator } from './actions/create-validator.ts';
import { forgetValidator } from './actions/forget-validator.ts';
import { getAccount } from './actions/get-account.ts';
import { getBlock } from './actions/get-block.ts';
import { type GetBlocksOptions, getBlocks } from './actions/get-blocks.ts';
import { getBridge } from './actions/get-bridge.ts';
import { getChain } from './actions/get-chain.ts';
import { getClaimCalls } from './actions/get-claim-calls.ts';
import { getCoin } from './actions/get-coin.ts';
import { getCoinFile } from './actions/get-coin-file.ts';
import { getCoins } from './actions/get-coins.ts';
import { getCommittee } from './actions/get-committee.ts';
import { getEscapes } from './actions/get-escapes.ts';
import { getMissingIds } from './actions/get-missing-ids.ts';
import { getPrepared } from './actions/get-prepared.ts';
import { getQuote } from './actions/get-quote.ts';
import { getStakes } from './actions/get-stakes.ts';
import { getStatus } from './actions/get-status.ts';
import { getTransaction } from './actions/get-transaction.ts';
import { getValidators } from './actions/get-validators.ts';
import { pauseNode } from './actions/pause-node.ts';
import { resumeNode } from './actions/resume-node.ts';
import { runQuery } from './actions/run-query.ts';
import { sendTransaction } from './actions/send-transaction.ts';
import { stopNode } from './actions/stop-node.ts';
import { type SubscriptionRef, subscribe } from './actions/subscribe.ts';
import { type WaitForFinalOptions, waitForFinal } from './actions/wait-for-final.ts';
import { createConnection } from './connection.ts';
import type { SubscriptionOptions } from './subscriptions.ts';
import type { Transport } from './transports/transport.ts';
import type {
  AccountView,
  BlockDetail,
  BlockSummary,
  BridgeView,
  ChainInfo,
  ClaimCalls,
  CoinFileOptions,
  CoinFileText,
  CommitteeView,
  Escapes,
  FeeQuote,
  MissingIdsParams,
  NodeStatus,
  Prepared,
  PrepareParams,
  QueryAnswer,
  QueryInput,
  StakesView,
  Subscription,
  SubscriptionValue,
  TransactionView,
  ValidatorKeyFacts,
  ValidatorsView,
  VaultCoin,
  VaultCoins,
} from './types.ts';

/**
 * Everything a page can ask of a node, whether it runs in this tab or in another. Each verb is
 * documented in its file under actions/. Besides the node's own errors every one may fail with
 * `client/timeout`, `client/closed`, `client/refused`, `client/too-many` and `client/malformed`.
 */
export interface WeftClient {
  status(): Promise<NodeStatus>;
  chain(): Promise<ChainInfo>;
  block(ref: bigint | Hash | 'latest'): Promise<BlockDetail | null>;
  blocks(options?: GetBlocksOptions): Promise<BlockSummary[]>;
  transaction(hash: Hash): Promise<TransactionView | null>;
  account(address: Address): Promise<AccountView>;
  committee(epoch: bigint): Promise<CommitteeView | null>;
  validators(): Promise<ValidatorsView>;
  stakes(account: Address): Promise<StakesView>;
  bridge(account: Address, before?: bigint): Promise<BridgeView>;
  missingIds(asked: MissingIdsParams): Promise<bigint[]>;
  createValidator(account: Address): Promise<ValidatorKeyFacts>;
  forgetValidator(): Promise<void>;
  coins(account: Address): Promise<VaultCoins>;
  coin(slot: bigint): Promise<VaultCoin | null>;
  coinFile(slot: bigint, options?: CoinFileOptions): Promise<CoinFileText>;
  query(module: string, name: string, input?: QueryInput): Promise<QueryAnswer>;
  quote(primaryType: string, items?: number): Promise<FeeQuote>;
  prepare(params: PrepareParams): Promise<Prepared>;
  claimCalls(indexes: readonly bigint[]): Promise<ClaimCalls>;
  escapes(account: Address, from?: number): Promise<Escapes>;
  send(envelope: Hex): Promise<Hash>;
  waitForFinal(hash: Hash, options?: WaitForFinalOptions): Promise<TransactionView>;
  subscribe<Topic extends Subscription['topic']>(
    subscription: SubscriptionRef<Topic>,
    listener: (value: SubscriptionValue[Topic]) => void,
    options?: SubscriptionOptions,
  ): () => void;
  pause(): Promise<void>;
  resume(): Promise<void>;
  stop(): Promise<void>;
  /** Lets go of the node, which runs on. */
  close(): void;
}

export function createClient({ transport }: { transport: Transport }): WeftClient {
  const connection = createConnection(transport);
  return {
    status: () => getStatus(connection),
    chain: () => getChain(connection),
    block: (ref) => getBlock(connection, ref),
    blocks: (options) => getBlocks(connection, options),
    transaction: (hash) => getTransaction(connection, hash),
    account: (address) => getAccount(connection, address),
    committee: (epoch) => getCommittee(connection, epoch),
    validators: () => getValidators(connection),
    stakes: (account) => getStakes(connection, account),
    bridge: (account, before) => getBridge(connection, account, before),
    missingIds: (asked) => getMissingIds(connection, asked),
    createValidator: (account) => createValidator(connection, account),
    forgetValidator: () => forgetValidator(connection),
    coins: (account) => getCoins(connection, account),
    coin: (slot) => getCoin(connection, slot),
    coinFile: (slot, options) => getCoinFile(connection, slot, options),
    query: (module, name, input) => runQuery(connection, module, name, input),
    quote: (primaryType, items) => getQuote(connection, primaryType, items),
    prepare: (params) => getPrepared(connection, params),
    claimCalls: (indexes) => getClaimCalls(connection, indexes),
    escapes: (account, from) => getEscapes(connection, account, from),
    send: (envelope) => sendTransaction(connection, envelope),
    waitForFinal: (hash, options) => waitForFinal(connection, hash, options),
    subscribe: (ref, listener, options) => subscribe(connection, ref, listener, options),
    pause: () => pauseNode(connection),
    resume: () => resumeNode(connection),
    stop: () => stopNode(connection),
    close: () => connection.close(),
  };
}
