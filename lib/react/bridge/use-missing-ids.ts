import { useEffect, useState } from 'react';
import type { MissingIdsParams } from '../../client/types.ts';
import { useClient } from '../use-client.ts';

/**
 * Tokens of a collection that the account does not have on the sidechain, asked again whenever
 * `asOf` changes. Undefined until it is known.
 */
export function useMissingIds(
  { account, token, ids }: MissingIdsParams,
  asOf: bigint | undefined,
): readonly bigint[] | undefined {
  const client = useClient();
  const subject = `${account} ${token} ${ids.join()}`;
  const [known, setKnown] = useState<{ subject: string; missing: readonly bigint[] }>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the subject stands for the question
  useEffect(() => {
    if (!client || asOf === undefined || ids.length === 0) return;
    let isCurrent = true;
    client.missingIds({ account, token, ids }).then(
      (missing) => isCurrent && setKnown({ subject, missing }),
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [client, subject, asOf]);
  return known?.subject === subject ? known.missing : undefined;
}
