import type { AssetKind } from '../../chain/outbox.ts';
import { readState } from '../../chain/read-state.ts';
import { type Address, ZERO_ADDRESS } from '../../core/bytes.ts';
import { MAX_TIMED_WITHDRAWALS } from '../../core/limits.ts';
import type { Page, RefusedView, TokenView } from '../../modules/bridge/queries.ts';
import type { RecordedWithdrawal } from '../../modules/bridge/withdrawals.ts';
import type { BlockStore } from '../block-store/block-store.ts';
import type { NodeView } from './node-view.ts';
import { sessionOf } from './session-of.ts';

/** What left by one action: an amount, or tokens of one collection whose numbers follow. */
export interface WithdrawalRun {
  /** Of the first in the outbox. */
  index: bigint;
  /** More than one for ERC-721 only. */
  count: number;
  kind: AssetKind;
  /** Zero for ether. */
  token: Address;
  /** Who burnt it; zero for a deposit that was refused and goes back. */
  from: Address;
  /** Who gets it on Ethereum. */
  to: Address;
  /** Amount in the smallest unit, or the id of the first token. */
  value: bigint;
  /** Of the block, which is final. */
  height: bigint;
  /** Of the block; absent for old ones, and where the node keeps it no longer. */
  timestampMs?: number;
}

/** What an account has to do with Ethereum, in final state. */
export interface BridgeView {
  height: bigint;
  /** Events of Ethereum's inbox that this state has applied. */
  inboxCount: bigint;
  /** Known assets, newest first; what they call themselves may be a lie. */
  tokens: TokenView[];
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
    return { ...facts, tokens: [], withdrawals: [], refused: [] };
  }
  const { items, next } = list<RecordedWithdrawal>('withdrawals', {
    account,
    ...(before !== undefined && { before }),
  });
  const refused = list<RefusedView>('refused').items;
  return {
    ...facts,
    tokens: list<TokenView>('tokens').items,
    withdrawals: await timed(runsOf(items), store),
    ...(next !== undefined && { next }),
    refused: refused.filter(({ withdrawal }) => withdrawal.to === account),
  };
}

/** Tokens of a collection that left by one action lie beside each other: one line for people. */
function runsOf(newestFirst: readonly RecordedWithdrawal[]): WithdrawalRun[] {
  const runs: WithdrawalRun[] = [];
  for (const withdrawal of newestFirst) {
    const run = runs.at(-1);
    if (run && precedes(withdrawal, run)) {
      const { index, value } = withdrawal;
      runs[runs.length - 1] = { ...run, index, value, count: run.count + 1 };
    } else {
      runs.push({ ...withdrawal, count: 1 });
    }
  }
  return runs;
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

const ERC721 = 2;

function precedes(one: RecordedWithdrawal, run: WithdrawalRun): boolean {
  return (
    one.kind === ERC721 &&
    one.index + 1n === run.index &&
    one.kind === run.kind &&
    one.token === run.token &&
    one.height === run.height &&
    one.from === run.from &&
    one.to === run.to
  );
}
