import { hashOfBlock } from '../../chain/block.ts';
import { assertQueryInput } from '../../chain/query-input.ts';
import type { Address, Hash } from '../../core/bytes.ts';
import { STATUS_COALESCE_MS } from '../../core/limits.ts';
import { accountsOf, changesAccount, type FinalBlock } from '../execution/executed-block.ts';
import type { ModuleIndexes } from '../execution/module-indexes.ts';
import { accountView } from './account-view.ts';
import { summaryOfBlock } from './block-view.ts';
import { bridgeView } from './bridge-view.ts';
import type { FindTransaction } from './find-transaction.ts';
import type { NodeView } from './node-view.ts';
import type { QuerySubscription } from './query-types.ts';
import type { Rpc } from './rpc.ts';
import { stakesView, validatorsView } from './stake-view.ts';
import type { BlockSummary, NodeStatus, Subscription, SubscriptionValue } from './types.ts';

type Listener = (value: SubscriptionValue[Subscription['topic']]) => void;

export interface SubscribeComponents {
  node: NodeView;
  findTransaction: FindTransaction;
  status: () => NodeStatus;
  indexes: () => ModuleIndexes;
}

export function createSubscribe(components: SubscribeComponents) {
  const { node, findTransaction, status, indexes } = components;
  const subscribe = (subscription: Subscription, listener: Listener): (() => void) => {
    switch (subscription.topic) {
      case 'status':
        return onStatus(node, status, listener);
      case 'blocks':
        return onBlocks(node, listener);
      case 'loom':
        return onLoom(node, listener);
      case 'account':
        return onAccount(node, findTransaction, subscription.address, listener);
      case 'transaction':
        return onTransaction(node, findTransaction, subscription.hash, listener);
      case 'validators':
        return onFinal(node, () => listener(validatorsView(node)));
      case 'stakes':
        return onFinal(node, () => listener(stakesView(node, subscription.account)));
      case 'bridge':
        return onBridge(node, subscription.account, listener);
      case 'query':
        return onQuery(node, indexes, subscription, listener);
    }
  };
  return subscribe as Rpc['subscribe'];
}

function onStatus(node: NodeView, status: () => NodeStatus, listener: Listener): () => void {
  const refresh = createRefresh(node, async () => listener(status()));
  refresh.now();
  return ends(node.events.status.on(refresh.soon), refresh.stop);
}

function onBlocks(node: NodeView, listener: Listener): () => void {
  return node.events.final.on((blocks) => {
    for (const final of blocks) listener(summaryOf(node, final));
  });
}

function onLoom(node: NodeView, listener: Listener): () => void {
  return ends(
    node.events.loom.on(listener),
    node.events.final.on((blocks) => {
      for (const final of blocks) listener({ type: 'final', block: summaryOf(node, final) });
    }),
  );
}

function onAccount(
  node: NodeView,
  findTransaction: FindTransaction,
  address: Address,
  listener: Listener,
): () => void {
  const refresh = createRefresh(node, async () => {
    if (node.session()) listener(await accountView(node, findTransaction, address));
  });
  const concerns = (transaction: FinalBlock['transactions'][number]) =>
    accountsOf(node.chain, transaction).includes(address);
  refresh.now();
  return ends(
    refresh.stop,
    node.events.final.on((blocks) => {
      const isTouched = (block: FinalBlock) =>
        block.transactions.some(concerns) || changesAccount(block, address);
      if (blocks.some(isTouched)) refresh.now();
    }),
    node.events.transaction.on((hash) => {
      const mempool = node.session()?.mempool;
      const waiting = mempool?.get(hash) ?? mempool?.dropped(hash);
      if (waiting && concerns(waiting.recovered)) refresh.soon();
    }),
  );
}

function onTransaction(
  node: NodeView,
  findTransaction: FindTransaction,
  wanted: Hash,
  listener: Listener,
): () => void {
  const refresh = createRefresh(node, async () => {
    const view = await findTransaction(wanted);
    if (view) listener(view);
  });
  refresh.now();
  return ends(
    refresh.stop,
    node.events.transaction.on((hash) => {
      if (hash === wanted) refresh.now();
    }),
    node.events.final.on((blocks) => {
      const isIn = blocks.some(({ transactions }) => transactions.some((t) => t.hash === wanted));
      if (isIn) refresh.now();
    }),
  );
}

/** Stake changes with most blocks: each counts attendance, some pay rewards to everybody. */
function onFinal(node: NodeView, tell: () => void): () => void {
  const refresh = createRefresh(node, async () => {
    if (node.session()) tell();
  });
  refresh.now();
  return ends(node.events.final.on(refresh.soon), refresh.stop);
}

/** Blocks in which nothing happens change nothing about the bridge. */
function onBridge(node: NodeView, account: Address, listener: Listener): () => void {
  const refresh = createRefresh(node, async () => {
    if (node.session()) listener(await bridgeView(node, account));
  });
  refresh.now();
  const isWork = ({ block, transactions }: FinalBlock) =>
    transactions.length > 0 || block.body.inbox.length > 0;
  return ends(
    refresh.stop,
    node.events.final.on((blocks) => {
      if (blocks.some(isWork)) refresh.soon();
    }),
  );
}

/** @throws WeftError `query/unknown` or `query/malformed`, as far as a node that opens can say. */
function onQuery(
  node: NodeView,
  indexes: () => ModuleIndexes,
  { module, name, input = {} }: QuerySubscription,
  listener: Listener,
): () => void {
  assertQueryInput(input);
  if (node.session()) indexes().prefixesOf(module, name);
  const refresh = createRefresh(node, async () => {
    if (node.session()) listener(await indexes().query(module, name, input));
  });
  const isTouched = ({ diff }: FinalBlock) => {
    const prefixes = indexes().prefixesOf(module, name);
    return diff.some(({ key }) => prefixes.some((prefix) => key.startsWith(prefix)));
  };
  refresh.now();
  return ends(
    refresh.stop,
    node.events.final.on((blocks) => {
      if (blocks.some(isTouched)) refresh.paced();
    }),
  );
}

function summaryOf(node: NodeView, final: FinalBlock): BlockSummary {
  return summaryOfBlock(final, node.finality.of(hashOfBlock(final.block)));
}

/**
 * Runs a read again when asked, one at a time, so that a client sees states in their order; `soon`
 * gathers what happens within STATUS_COALESCE_MS, and `paced` does so only after a recent read.
 */
function createRefresh(node: NodeView, read: () => Promise<void>) {
  let cancel: (() => void) | undefined;
  let running = false;
  let again = false;
  let stopped = false;
  let ranMs = Number.NEGATIVE_INFINITY;

  async function now(): Promise<void> {
    again = true;
    if (running) return;
    running = true;
    while (again && !stopped) {
      again = false;
      ranMs = node.clock.monotonicMs();
      // A read that fails, because storage just went away, is tried again with the next change.
      await read().catch(() => undefined);
    }
    running = false;
  }

  function soon(): void {
    cancel ??= node.clock.after(STATUS_COALESCE_MS, () => {
      cancel = undefined;
      void now();
    });
  }

  return {
    now: () => void now(),
    soon,
    paced() {
      if (node.clock.monotonicMs() - ranMs < STATUS_COALESCE_MS) soon();
      else void now();
    },
    stop() {
      stopped = true;
      cancel?.();
    },
  };
}

function ends(...stops: (() => void)[]): () => void {
  return () => {
    for (const stop of stops) stop();
  };
}
