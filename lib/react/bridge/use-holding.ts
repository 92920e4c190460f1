import { useEffect, useState } from 'react';
import type { EthereumClient } from '../../client/bridge/ethereum-client.ts';
import {
  type Holding,
  type HoldingQuestion,
  readHolding,
} from '../../client/bridge/read-holding.ts';

/**
 * What an account has of an asset on Ethereum, asked again whenever `asOf` changes. Undefined until
 * it is known; while it is asked again for the same asset, what was known stays.
 */
export function useHolding(
  client: EthereumClient,
  question: HoldingQuestion,
  asOf: unknown,
): Holding | undefined {
  const { kind, token, account, spender, ids } = question;
  const subject = [kind, token, account, spender, ids.join()].join(' ');
  const [known, setKnown] = useState<{ subject: string; holding: Holding }>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the subject stands for the question
  useEffect(() => {
    let isCurrent = true;
    readHolding(client, { kind, token, account, spender, ids }).then(
      (holding) => isCurrent && setKnown({ subject, holding }),
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [client, subject, asOf]);
  return known?.subject === subject ? known.holding : undefined;
}
