import { useEffect, useMemo } from 'react';
import { SentLog, type TextStorage } from '../../client/bridge/sent-log.ts';
import type { Address, Hash } from '../../client/types.ts';

/** What an account's wallet sent on Ethereum, kept by the browser for this chain alone. */
export function useSentLog(genesisHash: Hash | undefined, account: Address): SentLog {
  const key = `weft.sent.${genesisHash}.${account}`;
  const log = useMemo(() => new SentLog(genesisHash && browserStorage(), key), [genesisHash, key]);
  useEffect(() => {
    const refresh = (event: StorageEvent) => event.key === key && log.refresh();
    window.addEventListener('storage', refresh);
    return () => window.removeEventListener('storage', refresh);
  }, [log, key]);
  return log;
}

/** Reading the name alone throws where a person allows no storage. */
function browserStorage(): TextStorage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}
