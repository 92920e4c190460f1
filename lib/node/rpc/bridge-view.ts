import { readState } from '../../chain/read-state.ts';
import { type Address, ZERO_ADDRESS } from '../../core/bytes.ts';
import { MAX_TIMED_WITHDRAWALS } from '../../core/limits.ts';
import type { BridgeCounts, Page, RefusedView, TokenView } from '../../modules/bridge/queries.ts';
import type { RecordedWithdrawal } from '../../modules/bridge/withdrawals.ts';
import type { BlockStore } from '../block-store/block-store.ts';
import type { NodeView } from './node-view.ts';
import { sessionOf } from './session-of.ts';
import { runsOf, type WithdrawalRun } from './withdrawal-runs.ts';

/** What an account has to do with Ethereum, in final state. */
export interface BridgeView {
  height: bigint;
  /** Events of Ethereum's inbox that this state has applied. */
  inboxCount: bigint;
  /** Known assets, newest first; what they call themselves may be a lie. */
  tokens: TokenView[];
  /** That ever left, of everybody. */
  outboxCount: bigint;
  /** What the account burnt or gets on Ethereum, newest first. */
  withdrawals: WithdrawalRun[];
  /** Older withdrawals are before this one; absent when there are none. */
  next?: bigint;
  /** Deposits that go back to the account. */
  refused: RefusedView[];
}

/** Withdrawals are those before `before`, or the newest. */
export async function bridgeView(
  node: NodeView,
  account: Address,
  before?: bigint,
): Promise<BridgeView> {
  const { chain, store } = sessionOf(node);
  const { header, tree } = chain.final();
  const { query } = readState(node.chain, tree, header.height);
  const list = <Item>(name: string, input: object = {}) =>
    query('bridge', name, input) as Page<Item>;
  const facts = { height: header.height, inboxCount: header.inboxCount };
  if (node.chain.genesis.contracts.gateway === ZERO_ADDRESS) {
    return { ...facts, outboxCount: 0n, tokens: [], withdrawals: [], refused: [] };
  }
  const { items, next } = list<RecordedWithdrawal>('withdrawals', {
    account,
    ...(before !== undefined && { before }),
  });
  const { withdrawals: outboxCount } = query('bridge', 'counts', {}) as BridgeCounts;
  const refused = list<RefusedView>('refused').items;
  return {
    ...{ ...facts, outboxCount: BigInt(outboxCount) },
    tokens: list<TokenView>('tokens').items,
    withdrawals: await timed(runsOf(items), store),
    ...(next !== undefined && { next }),
    refused: refused.filter(({ withdrawal }) => withdrawal.to === account),
  };
}

/** The newest get the time of their block. */
async function timed(
  runs: readonly WithdrawalRun[],
  store: Pick<BlockStore, 'blockAt'>,
): Promise<WithdrawalRun[]> {
  const heights = [...new Set(runs.map(({ height }) => height))].slice(0, MAX_TIMED_WITHDRAWALS);
  const times = new Map<bigint, number>();
  for (const height of heights) {
    const timestampMs = (await store.blockAt(height))?.block.header.timestampMs;
    if (timestampMs !== undefined) times.set(height, timestampMs);
  }
  return runs.map((run) => {
    const timestampMs = times.get(run.height);
    return timestampMs === undefined ? run : { ...run, timestampMs };
  });
}
