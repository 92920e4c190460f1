import { GATEWAY_DEPOSITED, VAULT_DEPOSITED } from '../../chain/inbox.ts';
import { ZERO_ADDRESS } from '../../core/bytes.ts';
import type { BridgeView, TransactionView, WithdrawalRun } from '../types.ts';
import type { EthereumFacts, SeenEvent, SeenExit } from './ethereum-facts.ts';
import { pendingWithdrawals } from './pending-withdrawals.ts';
import type { DepositTransfer, ExitTransfer, Transfer, WithdrawalTransfer } from './transfer.ts';

/** What both chains show of an account. */
export interface BothChains {
  ethereum: EthereumFacts;
  sidechain: BridgeView;
  /** Transactions of the account on the sidechain, for withdrawals that are not final yet. */
  activity: readonly TransactionView[];
}

/**
 * All transfers of an account, newest first. Nothing but the two chains is asked, so that every
 * device and every reload shows the same.
 */
export function transfersFrom(chains: BothChains): Transfer[] {
  const { ethereum, sidechain, activity } = chains;
  const settled = [
    ...depositsFrom(ethereum, sidechain),
    ...joinedRuns(sidechain.withdrawals).map((run) => withdrawalFrom(run, ethereum)),
    ...ethereum.exits.map((exit) => exitFrom(exit, ethereum)),
  ];
  return [...pendingWithdrawals(activity), ...settled.sort(newestFirst)];
}

function depositsFrom(ethereum: EthereumFacts, sidechain: BridgeView): DepositTransfer[] {
  const deposits: DepositTransfer[] = [];
  for (const seen of ethereum.events) {
    const deposit = depositFrom(seen, ethereum, sidechain);
    const last = deposits.at(-1);
    if (deposit && last && isSameDeposit(last, deposit)) last.moved.count++;
    else if (deposit) deposits.push(deposit);
  }
  return deposits;
}

/** Tokens of one collection that were deposited by one transaction are one transfer. */
function isSameDeposit(one: DepositTransfer, other: DepositTransfer): boolean {
  return (
    one.moved.kind === 2 &&
    one.lane === 'gateway' &&
    one.ethereum.transaction === other.ethereum.transaction &&
    one.moved.token === other.moved.token &&
    one.to === other.to &&
    one.state === other.state
  );
}

function depositFrom(
  { index, event, block, transaction }: SeenEvent,
  ethereum: EthereumFacts,
  { inboxCount, refused }: BridgeView,
): DepositTransfer | undefined {
  if (event.type !== GATEWAY_DEPOSITED && event.type !== VAULT_DEPOSITED) return undefined;
  const isVault = event.type === VAULT_DEPOSITED;
  const refusal = refused.find(({ inboxIndex }) => inboxIndex === index);
  const atMs = ethereum.times.get(block);
  const isApplied = inboxCount >= index;
  const isFinal = block <= ethereum.finalized;
  return {
    type: 'deposit',
    id: `deposit-${index}`,
    lane: isVault ? 'vault' : 'gateway',
    moved: { kind: event.kind, token: event.token, value: event.value, count: 1 },
    from: isVault ? event.owner : event.from,
    to: isVault ? event.owner : event.to,
    ethereum: { block, transaction },
    ...(isVault && { slot: event.slot }),
    state: refusal ? 'refused' : isApplied ? 'credited' : isFinal ? 'reading' : 'finalizing',
    ...(!isFinal && !isApplied && { progress: progressOf(block, ethereum) }),
    ...(refusal && { reason: refusal.reason }),
    ...(atMs !== undefined && { atMs }),
  };
}

/** Final blocks lag behind the head by so many: that long a new block waits. */
function progressOf(block: bigint, { head, finalized }: EthereumFacts) {
  return { done: Number(head - block), all: Number(head - finalized) };
}

function withdrawalFrom(run: WithdrawalRun, ethereum: EthereumFacts): WithdrawalTransfer {
  const { index, count, kind, token, value, from, to, height } = run;
  const last = index + BigInt(count);
  const claims = ethereum.claims.filter((claim) => claim.index >= index && claim.index < last);
  const paid = new Set(claims.map((claim) => claim.index));
  const open = Array.from({ length: count }, (_, i) => index + BigInt(i)).filter(
    (each) => !paid.has(each),
  );
  const isReturn = from === ZERO_ADDRESS;
  const atMs = run.timestampMs;
  return {
    type: 'withdrawal',
    id: `withdrawal-${index}`,
    lane: 'gateway',
    moved: { kind, token, value, count },
    ...{ from, to, isReturn, index, open, height, claims },
    ...(atMs !== undefined && { atMs }),
    state: withdrawalState(run, open, claims, ethereum),
  };
}

function withdrawalState(
  { height, to }: WithdrawalRun,
  open: readonly bigint[],
  claims: EthereumFacts['claims'],
  { finalized, receivers, checkpoint }: EthereumFacts,
): WithdrawalTransfer['state'] {
  if (open.length === 0) {
    return claims.every(({ block }) => block <= finalized) ? 'claimed' : 'claiming';
  }
  if (!receivers.has(to)) return 'unknown';
  return checkpoint && checkpoint.height >= height ? 'claimable' : 'checkpoint';
}

function exitFrom(exit: SeenExit, ethereum: EthereumFacts): ExitTransfer {
  const { exitId, slot, kind, token, value, startedAtMs } = exit;
  const { block, transaction, openChallenges, headParent } = exit;
  const maturesAtMs = startedAtMs + ethereum.windowMs;
  return {
    type: 'exit',
    id: `exit-${exitId}`,
    lane: 'vault',
    moved: { kind, token, value, count: 1 },
    ethereum: { block, transaction },
    ...{ exitId, slot, startedAtMs, maturesAtMs, openChallenges, headParent },
    atMs: startedAtMs,
    state: exitState(exit, maturesAtMs, ethereum),
  };
}

function exitState(
  { state, openChallenges, isCoinGone, end, block }: SeenExit,
  maturesAtMs: number,
  { headMs, finalized }: EthereumFacts,
): ExitTransfer['state'] {
  if (state === 'finalized') return 'bond';
  if (state === 'refuted') return 'refuted';
  if (state === 'settled') return end ?? 'over';
  const isMature = headMs >= maturesAtMs;
  if (openChallenges > 0) return isMature ? 'failed' : 'challenged';
  if (isCoinGone) return isMature ? 'void' : 'gone';
  if (isMature) return 'final';
  return block > finalized ? 'starting' : 'window';
}

/** A withdrawal of many tokens that two pages of the node's list share. */
function joinedRuns(newestFirst: readonly WithdrawalRun[]): WithdrawalRun[] {
  const runs: WithdrawalRun[] = [];
  for (const run of newestFirst) {
    const last = runs.at(-1);
    if (last && isContinued(run, last)) {
      runs[runs.length - 1] = { ...run, count: run.count + last.count };
    } else {
      runs.push(run);
    }
  }
  return runs;
}

function isContinued(older: WithdrawalRun, newer: WithdrawalRun): boolean {
  return (
    older.kind === 2 &&
    older.index + BigInt(older.count) === newer.index &&
    older.token === newer.token &&
    older.height === newer.height &&
    older.from === newer.from &&
    older.to === newer.to
  );
}

/** Only what is old has no time. */
function newestFirst(one: Transfer, other: Transfer): number {
  return (other.atMs ?? 0) - (one.atMs ?? 0);
}
