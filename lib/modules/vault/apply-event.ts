import {
  COIN_EXITED,
  EXIT_ENDED,
  EXIT_STARTED,
  type InboxEvent,
  VAULT_DEPOSITED,
} from '../../chain/inbox.ts';
import type { HookContext, IndexedEvent, ModuleStore } from '../../chain/module.ts';
import { EMPTY_BYTES, u64, uintFromBytes } from '../../core/bytes.ts';
import { addCoin, changeCoin, getCoin, removeCoin } from './coins.ts';
import { NEWEST_SLOT_KEY } from './keys.ts';

type Deposit = Extract<InboxEvent, { type: typeof VAULT_DEPOSITED }>;
type Exit = Extract<InboxEvent, { exitId: bigint }>;

/**
 * What happened in the Vault. The contract numbers deposits and starts, ends and finishes exits in
 * an order of its own; nothing here relies on it. An event that it could not have written at that
 * point is refused: it changes nothing, and says so.
 */
export function applyEvent(context: HookContext, { index, event }: IndexedEvent): void {
  const refusal = apply(context, event);
  if (refusal) context.emit('refused', { index, reason: refusal });
}

function apply(context: HookContext, event: InboxEvent): string | undefined {
  switch (event.type) {
    case VAULT_DEPOSITED:
      return deposit(context, event);
    case EXIT_STARTED:
    case EXIT_ENDED:
      return changeExits(context, event);
    case COIN_EXITED:
      return takeOut(context, event);
    default:
      return undefined;
  }
}

/** Slots ascend, so each names one coin for ever, also after that has left. */
function deposit({ store, emit }: HookContext, event: Deposit): string | undefined {
  const { slot, kind, token, owner, value, birth } = event;
  if (slot <= newestSlot(store)) return 'the slot does not follow the newest';
  store.set(NEWEST_SLOT_KEY, u64(slot));
  addCoin(store, slot, { kind, token, value, owner, birth, parent: birth, openExits: 0n });
  emit('deposited', { slot, kind: BigInt(kind), token, owner, value, birth });
  return undefined;
}

/** Exits are counted, not known by name: that is what the contract's own order allows. */
function changeExits({ store, emit }: HookContext, event: Exit): string | undefined {
  const { type, slot, exitId } = event;
  const coin = getCoin(store, slot);
  if (!coin) return 'no such coin';
  if (type === EXIT_ENDED && coin.openExits === 0n) return 'the coin has no open exits';
  const openExits = coin.openExits + (type === EXIT_STARTED ? 1n : -1n);
  changeCoin(store, slot, { openExits });
  emit(type === EXIT_STARTED ? 'exitStarted' : 'exitEnded', { slot, exitId, openExits });
  return undefined;
}

/** The coin was paid out: it goes, whatever was known of its exits. */
function takeOut({ store, emit }: HookContext, { slot, exitId }: Exit): string | undefined {
  if (!getCoin(store, slot)) return 'no such coin';
  removeCoin(store, slot);
  emit('exited', { slot, exitId });
  return undefined;
}

export function newestSlot(store: Pick<ModuleStore, 'get'>): bigint {
  return uintFromBytes(store.get(NEWEST_SLOT_KEY) ?? EMPTY_BYTES);
}
