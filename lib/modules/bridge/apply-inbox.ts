import {
  BOUNDARY_ACCEPTED,
  GATEWAY_DEPOSITED,
  type InboxEvent,
  TOKEN_SEEN,
} from '../../chain/inbox.ts';
import type { HookContext, IndexedEvent, ModuleStore } from '../../chain/module.ts';
import { ASSET_ERC721, ASSET_ETH } from '../../chain/outbox.ts';
import { u64, uintFromBytes, ZERO_ADDRESS } from '../../core/bytes.ts';
import { MOST_UNITS } from './genesis.ts';
import { bankKindOf, keepersOf } from './keepers.ts';
import { ACCEPTED_EPOCH_KEY } from './keys.ts';
import { getParameters } from './parameters.ts';
import { type RefusalReason, refusedList } from './refused.ts';
import { countDeposit, seeToken } from './tokens.ts';
import { appendWithdrawals } from './withdrawals.ts';

type Deposit = Extract<InboxEvent, { type: typeof GATEWAY_DEPOSITED }>;

/** What Ethereum tells this side of the Gateway. It happened, so nothing here ever fails. */
export function onInboxEvent(context: HookContext, { index, event }: IndexedEvent): void {
  const { store } = context;
  if (getParameters(store) === undefined) return;
  if (event.type === TOKEN_SEEN) seeToken(store, event);
  if (event.type === BOUNDARY_ACCEPTED) acceptEpoch(store, event.epoch);
  if (event.type === GATEWAY_DEPOSITED) applyDeposit(context, index, event);
}

/** The newest epoch whose committee Ethereum knows; undefined before the first boundary. */
export function getAcceptedEpoch(store: Pick<ModuleStore, 'get'>): bigint | undefined {
  const bytes = store.get(ACCEPTED_EPOCH_KEY);
  return bytes && uintFromBytes(bytes);
}

function acceptEpoch(store: ModuleStore, epoch: bigint): void {
  if (epoch > (getAcceptedEpoch(store) ?? -1n)) store.set(ACCEPTED_EPOCH_KEY, u64(epoch));
}

function applyDeposit(context: HookContext, index: bigint, deposit: Deposit): void {
  const { bank } = keepersOf(context);
  const { kind, token, to, value } = deposit;
  countDeposit(context.store, deposit);
  const reason = reasonToRefuse(context, deposit);
  if (reason) refuse(context, index, deposit, reason);
  else if (kind === ASSET_ERC721) bank.issueNft(token, value, to);
  else bank.issue(to, value, token);
}

/** Everything for which the bank or the stake could not keep what they promise. */
function reasonToRefuse(context: HookContext, deposit: Deposit): RefusalReason | undefined {
  const { bank } = keepersOf(context);
  const { kind, token, to, value } = deposit;
  if (to === ZERO_ADDRESS) return 'no-recipient';
  if (context.keylessAccounts.has(to)) return 'keyless-recipient';
  const known = bank.assetOf(token);
  const isEther = token === ZERO_ADDRESS;
  if (isEther !== (kind === ASSET_ETH)) return 'wrong-kind';
  if (known && known.kind !== bankKindOf(kind)) return 'wrong-kind';
  if (kind === ASSET_ERC721) {
    return bank.ownerOf(token, value) === undefined ? undefined : 'token-exists';
  }
  const most = isEther ? (getParameters(context.store)?.mostWei ?? 0n) : MOST_UNITS;
  return (known?.supply ?? 0n) + value > most ? 'too-much' : undefined;
}

function refuse(
  context: HookContext,
  inboxIndex: bigint,
  { kind, token, from, to, value }: Deposit,
  reason: RefusalReason,
): void {
  const back = { kind, token, from: ZERO_ADDRESS, to: from, value };
  const withdrawal = appendWithdrawals(context, [back]);
  refusedList.append(context.store, [{ inboxIndex, reason, to, withdrawal }]);
  context.emit('refused', { inboxIndex, reason, asset: token, to, value, index: withdrawal });
}
