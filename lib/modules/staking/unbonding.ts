import type { HookContext, ModuleStore } from '../../chain/module.ts';
import { assert } from '../../core/assert.ts';
import {
  type Address,
  bytesFromHex,
  concatBytes,
  EMPTY_BYTES,
  hexFromBytes,
  u64,
  uintFromBytes,
} from '../../core/bytes.ts';
import { MAX_RELEASES_PER_BLOCK, MAX_UNBONDING_PARTS } from '../../core/module-limits.ts';
import { bankOf } from './bank-of.ts';
import { changeDelegation, type Delegation, type UnbondingPart } from './delegations.ts';
import { epochEndKey, QUEUE_KEY, queuedKey, STAKE_ACCOUNT } from './keys.ts';
import { getParameters } from './parameters.ts';

// Stake that was taken back neither counts nor earns, but can still be slashed: it may have
// voted until the end of its epoch, so its time runs from there. What is taken back in one
// epoch is due together, and epochs end in order, hence one queue without a search.

/** Begins to unbond bonded stake of an account; the caller checked that there is as much. */
export function unbond(
  { store, block }: Pick<HookContext, 'store' | 'block'>,
  validator: Address,
  account: Address,
  amountWei: bigint,
): void {
  const epoch = block.epoch.number;
  let isQueued = false;
  changeDelegation(store, validator, account, (delegation) => {
    isQueued = delegation.unbonding.at(-1)?.epoch === epoch;
    return movedToUnbonding(delegation, { epoch, amountWei });
  });
  if (!isQueued) enqueue(store, { epoch, validator, account });
}

/** Gives back what was taken back long enough ago. */
export function releaseDue(context: HookContext): void {
  const { store, block } = context;
  const { unbondingMs } = getParameters(store);
  for (let count = 0; count < MAX_RELEASES_PER_BLOCK; count++) {
    const first = firstQueued(store);
    const endMs = first && getEpochEnd(store, first.epoch);
    if (!first || endMs === undefined || block.timestampMs < endMs + unbondingMs) return;
    dequeue(store);
    if (firstQueued(store)?.epoch !== first.epoch) store.set(epochEndKey(first.epoch), EMPTY_BYTES);
    release(context, first);
  }
}

/** From here on the time of what was taken back in this epoch runs. */
export function markEpochEnd({ store, block }: HookContext): void {
  const { next } = getQueue(store);
  const last = next > 0n ? getQueued(store, next - 1n) : undefined;
  if (last?.epoch !== block.epoch.number) return;
  store.set(epochEndKey(last.epoch), u64(BigInt(block.timestampMs)));
}

/** When an epoch ended; undefined for the current one. Kept while stake of it is unbonding. */
export function getEpochEnd(store: Pick<ModuleStore, 'get'>, epoch: bigint): number | undefined {
  const bytes = store.get(epochEndKey(epoch));
  return bytes && Number(uintFromBytes(bytes));
}

/** One part an epoch. A part too many joins the last one, which then waits for both. */
function movedToUnbonding(delegation: Delegation, part: UnbondingPart): Delegation {
  const { account, bondedWei, unbonding } = delegation;
  assert(part.amountWei <= bondedWei, 'only bonded stake can be taken back');
  const last = unbonding.at(-1);
  const isFull = unbonding.length >= MAX_UNBONDING_PARTS;
  const joined = last && (last.epoch === part.epoch || isFull) ? last.amountWei : undefined;
  return {
    account,
    bondedWei: bondedWei - part.amountWei,
    unbonding: [
      ...(joined === undefined ? unbonding : unbonding.slice(0, -1)),
      { epoch: part.epoch, amountWei: part.amountWei + (joined ?? 0n) },
    ],
  };
}

function release(context: HookContext, { epoch, validator, account }: Queued): void {
  let amountWei = 0n;
  changeDelegation(context.store, validator, account, (delegation) => {
    const due = delegation.unbonding.filter((part) => part.epoch <= epoch);
    amountWei = due.reduce((sum, part) => sum + part.amountWei, 0n);
    return { ...delegation, unbonding: delegation.unbonding.slice(due.length) };
  });
  if (amountWei === 0n) return;
  bankOf(context).transfer(STAKE_ACCOUNT, account, amountWei);
  context.emit('released', { account, validator, amountWei });
}

interface Queued {
  epoch: bigint;
  validator: Address;
  account: Address;
}

function enqueue(store: ModuleStore, { epoch, validator, account }: Queued): void {
  const { first, next } = getQueue(store);
  const bytes = concatBytes(u64(epoch), bytesFromHex(validator), bytesFromHex(account));
  store.set(queuedKey(next), bytes);
  store.set(QUEUE_KEY, concatBytes(u64(first), u64(next + 1n)));
}

function dequeue(store: ModuleStore): void {
  const { first, next } = getQueue(store);
  store.set(queuedKey(first), EMPTY_BYTES);
  store.set(QUEUE_KEY, concatBytes(u64(first + 1n), u64(next)));
}

function firstQueued(store: ModuleStore): Queued | undefined {
  return getQueued(store, getQueue(store).first);
}

function getQueued(store: ModuleStore, index: bigint): Queued | undefined {
  const bytes = store.get(queuedKey(index));
  return (
    bytes && {
      epoch: uintFromBytes(bytes.subarray(0, 8)),
      validator: hexFromBytes(bytes.subarray(8, 28)),
      account: hexFromBytes(bytes.subarray(28)),
    }
  );
}

function getQueue(store: ModuleStore): { first: bigint; next: bigint } {
  const bytes = store.get(QUEUE_KEY);
  if (!bytes) return { first: 0n, next: 0n };
  return { first: uintFromBytes(bytes.subarray(0, 8)), next: uintFromBytes(bytes.subarray(8)) };
}
