import { useEffect, useState } from 'react';
import type { FeeQuote } from '../client/types.ts';
import { useClient } from './use-client.ts';

/** What an action may cost now; asked again whenever `asOf` changes. */
export function useQuote(primaryType: string, asOf: bigint | undefined): FeeQuote | undefined {
  const client = useClient();
  const [quote, setQuote] = useState<FeeQuote>();
  useEffect(() => {
    if (!client || asOf === undefined) return;
    let isCurrent = true;
    client.quote(primaryType).then(
      (next) => isCurrent && setQuote(next),
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [client, primaryType, asOf]);
  return quote;
}
