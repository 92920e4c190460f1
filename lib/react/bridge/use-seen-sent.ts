import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { EthereumFacts } from '../../client/bridge/ethereum-facts.ts';
import { lookAtAllSent, type SentLooks } from '../../client/bridge/look-at-sent.ts';
import type { EthereumAccount } from '../../client/bridge/send-to-ethereum.ts';
import type { SeenSent, SentTransaction } from '../../client/bridge/sent.ts';

const NONE: readonly SentTransaction[] = [];

/**
 * What was sent and neither chain shows yet, looked at with each block of Ethereum. What is in a
 * block that was read is left out: the transfers show it.
 */
export function useSeenSent(
  { client, account, log }: EthereumAccount,
  facts: Pick<EthereumFacts, 'head' | 'finalized'> | undefined,
): readonly SeenSent[] {
  const sent = useSyncExternalStore(
    (listener) => log.subscribe(listener),
    () => log.all(),
    () => NONE,
  );
  const [looks, setLooks] = useState<SentLooks>(new Map());
  const before = useRef(looks);
  const { head, finalized } = facts ?? {};
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new head is when to look again
  useEffect(() => {
    if (finalized === undefined || sent.length === 0) return;
    let isCurrent = true;
    lookAtAllSent({ client, account, log }, { finalized, nowMs: Date.now() }, before.current).then(
      (found) => {
        before.current = found;
        if (isCurrent) setLooks(found);
      },
      // Whoever follows Ethereum says that it cannot be read.
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [client, account, log, sent, head, finalized]);
  return sent
    .map((each) => looks.get(each.hash) ?? waiting(each))
    .filter(({ state, block }) => state === 'reverted' || !isRead(block, head));
}

function waiting(sent: SentTransaction): SeenSent {
  return { ...sent, state: 'waiting', knownAtMs: sent.sentAtMs };
}

function isRead(block: bigint | undefined, head: bigint | undefined): boolean {
  return block !== undefined && head !== undefined && block <= head;
}
