import { useCallback, useSyncExternalStore } from 'react';
import { Outbox } from '../../client/qa/outbox.ts';
import type { OutboxItem } from '../../client/qa/outbox-item.ts';
import { useChain } from '../use-chain.ts';
import { useWallet } from '../wallet/use-wallet.ts';

/** The outbox of the connected account in this tab; undefined until account and chain are known. */
export function useOutbox(): { outbox: Outbox | undefined; items: readonly OutboxItem[] } {
  const { account } = useWallet();
  const genesisHash = useChain()?.genesisHash;
  const isKnown = account !== undefined && genesisHash !== undefined;
  const outbox = isKnown ? outboxOf(`weft.outbox.${genesisHash}.${account}`) : undefined;
  const subscribe = useCallback(
    (listener: () => void) => outbox?.subscribe(listener) ?? (() => {}),
    [outbox],
  );
  const items = useSyncExternalStore(subscribe, () => outbox?.all() ?? NONE, none);
  return { outbox, items };
}

const NONE: readonly OutboxItem[] = [];
const none = () => NONE;

/** One for each account: pages come and go while something is on its way. */
const outboxes = new Map<string, Outbox>();

function outboxOf(key: string): Outbox {
  const known = outboxes.get(key);
  if (known) return known;
  const outbox = new Outbox(tabStorage(), key);
  outboxes.set(key, outbox);
  return outbox;
}

/** Of this tab: two tabs would send the same. Reading its name throws where none is allowed. */
function tabStorage(): Storage | undefined {
  try {
    return window.sessionStorage;
  } catch {
    return undefined;
  }
}
