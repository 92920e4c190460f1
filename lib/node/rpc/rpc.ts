import { hashOfBlock } from '../../chain/block.ts';
import { type Address, bytesFromHex, type Hash, ZERO_ADDRESS } from '../../core/bytes.ts';
import { WeftError } from '../../core/errors.ts';
import { MAX_REQUEST_ITEMS } from '../../core/limits.ts';
import { noContracts } from '../../modules/bridge/errors.ts';
import type { PageRoots } from '../../modules/bridge/prove-withdrawal.ts';
import { claimCalls } from '../checkpoints/claim-calls.ts';
import { escapes } from '../checkpoints/escapes.ts';
import { accountView } from './account-view.ts';
import { detailOfBlock, summaryOfBlock } from './block-view.ts';
import { bridgeView } from './bridge-view.ts';
import { chainInfo } from './chain-info.ts';
import { coinFileView, coinsView, coinView } from './coin-view.ts';
import { committeeView } from './committee-view.ts';
import { createFindTransaction, type FindTransaction } from './find-transaction.ts';
import { missingIds } from './missing-ids.ts';
import { createModuleQueries } from './module-queries.ts';
import type { NodeView } from './node-view.ts';
import { createOwnValidator } from './own-validator.ts';
import { prepare, quoteOf } from './prepare.ts';
import { runningSessionOf, sessionOf } from './session-of.ts';
import { stakesView, validatorsView } from './stake-view.ts';
import { createStandstill } from './standstill.ts';
import { statusOfNode } from './status-view.ts';
import { createSubscribe } from './subscribe.ts';
import type {
  BlockDetail,
  BlockSummary,
  RequestName,
  Requests,
  Subscription,
  SubscriptionValue,
  ValidatorKeyFacts,
} from './types.ts';

export interface Lifecycle {
  pause(): Promise<void>;
  resume(): Promise<void>;
  stop(): Promise<void>;
}

/** Answers clients from the state this node has verified itself. */
export interface Rpc {
  /** @throws WeftError `node/starting`, `node/not-running`, `request/...`, or of the action. */
  handleRequest<Name extends RequestName>(
    name: Name,
    params: Requests[Name]['params'],
  ): Promise<Requests[Name]['result']>;
  /** Calls with every value until the result is called; states come at once, events in time. */
  subscribe<Wanted extends Subscription>(
    subscription: Wanted,
    listener: (value: SubscriptionValue[Wanted['topic']]) => void,
  ): () => void;
}

type Handlers = {
  [Name in RequestName]: (params: Requests[Name]['params']) => Promise<Requests[Name]['result']>;
};

export function createRpc(node: NodeView, lifecycle: Lifecycle): Rpc {
  const findTransaction = createFindTransaction(node);
  const ownValidator = createOwnValidator(node);
  const standstill = createStandstill(node);
  const indexes = createModuleQueries(node);
  const roots: PageRoots = new Map();
  const status = () =>
    statusOfNode(node, { validator: ownValidator(), standstillMs: standstill() });
  const handlers: Handlers = {
    status: async () => status(),
    chain: async () => chainInfo(node),
    block: ({ ref }) => blockDetail(node, findTransaction, ref),
    blocks: ({ before, limit }) => blockSummaries(node, before, limit),
    transaction: async ({ hash }) => {
      sessionOf(node);
      return findTransaction(hash);
    },
    account: ({ address }) => accountView(node, findTransaction, address),
    committee: ({ epoch }) => committeeView(node, epoch),
    createValidator: ({ account }) => createValidator(node, account),
    forgetValidator: () => forgetValidator(node),
    validators: async () => validatorsView(node),
    stakes: async ({ account }) => stakesView(node, account),
    bridge: async ({ account, before }) => bridgeView(node, account, before),
    missingIds: async (params) => missingIds(node, params),
    coins: ({ account }) => coinsView(node, account),
    coin: ({ slot }) => coinView(node, slot),
    coinFile: (params) => coinFileView(node, params),
    query: async ({ module, name, input }) => indexes().query(module, name, input ?? {}),
    quote: async ({ primaryType, items = 0 }) => quoteOf(node, primaryType, items),
    prepare: async (params) => prepare(node, params),
    claimCalls: async ({ indexes }) => claimCalls({ ...leavingOf(node), roots }, indexes),
    escapes: async ({ account, from }) => escapes(leavingOf(node), account, from),
    send: ({ envelope }) => send(node, bytesFromHex(envelope)),
    pause: () => lifecycle.pause().then(() => null),
    resume: () => lifecycle.resume().then(() => null),
    stop: () => lifecycle.stop().then(() => null),
  };
  return {
    handleRequest: (name, params) => handlers[name](params),
    subscribe: createSubscribe({ node, findTransaction, status, indexes }),
  };
}

async function blockDetail(
  node: NodeView,
  { transactionsOf }: FindTransaction,
  ref: bigint | Hash | 'latest',
): Promise<BlockDetail | null> {
  const { store, chain } = sessionOf(node);
  const height =
    ref === 'latest'
      ? chain.final().header.height
      : typeof ref === 'bigint'
        ? ref
        : await store.heightOf(ref);
  const packed = height === undefined ? undefined : await store.blockAt(height);
  if (!packed) return null;
  const finalityMs = node.finality.of(hashOfBlock(packed.block));
  return detailOfBlock(packed, finalityMs, transactionsOf(packed));
}

async function blockSummaries(
  node: NodeView,
  before: bigint | undefined,
  limit: number,
): Promise<BlockSummary[]> {
  const { store, chain } = sessionOf(node);
  if (!Number.isInteger(limit) || limit < 1 || limit > MAX_REQUEST_ITEMS) {
    throw new WeftError('request/limit', `a limit is 1 to ${MAX_REQUEST_ITEMS}`, { limit });
  }
  const latest = chain.final().header.height;
  const top = before !== undefined && before <= latest ? before - 1n : latest;
  const summaries: BlockSummary[] = [];
  for (let height = top; height > 0n && summaries.length < limit; height--) {
    const packed = await store.blockAt(height);
    if (!packed) break;
    const finalityMs = node.finality.of(hashOfBlock(packed.block));
    summaries.push(summaryOfBlock(packed, finalityMs));
  }
  return summaries;
}

/** What proofs for Ethereum are made from. */
function leavingOf(node: NodeView) {
  const { chain } = node;
  if (chain.genesis.contracts.gateway === ZERO_ADDRESS) throw noContracts();
  return { chain, blocks: sessionOf(node), sources: node.ethereum() };
}

async function send(node: NodeView, envelope: Uint8Array): Promise<{ hash: Hash }> {
  const { mempool, transactions } = runningSessionOf(node);
  const { hash } = await mempool.add(envelope, true);
  transactions.announce(envelope);
  return { hash };
}

async function createValidator(node: NodeView, account: Address): Promise<ValidatorKeyFacts> {
  const { consensus } = runningSessionOf(node);
  const { account: _, ...facts } = await consensus.createKey(account);
  node.events.status.emit();
  return facts;
}

async function forgetValidator(node: NodeView): Promise<null> {
  await runningSessionOf(node).consensus.forgetKey();
  node.events.status.emit();
  return null;
}
