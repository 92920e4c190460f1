import { useEffect, useState } from 'react';
import type { FeeQuote } from '../client/types.ts';
import { useClient } from './use-client.ts';

/**
 * What an action may cost now; asked again whenever `asOf` changes. `items`: how many integers its
 * lists have.
 */
export function useQuote(
  primaryType: string,
  asOf: bigint | undefined,
  items = 0,
): FeeQuote | undefined {
  const client = useClient();
  const [quote, setQuote] = useState<FeeQuote>();
  useEffect(() => {
    if (!client || asOf === undefined) return;
    let isCurrent = true;
    client.quote(primaryType, items).then(
      (next) => isCurrent && setQuote(next),
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [client, primaryType, asOf, items]);
  return quote;
}
