import { useCallback } from 'react';
import type { Address, ValidatorKeyFacts } from '../../../lib/client/types.ts';
import { useClient } from '../../../lib/react/use-client.ts';

/**
 * Has the node of this browser make a key that was never registered, for a chain counts each key
 * once. A key that was made and not registered yet is used.
 */
export function useFreshKey(account: Address | undefined): () => Promise<ValidatorKeyFacts> {
  const client = useClient();
  return useCallback(async () => {
    if (!client || !account) throw new RangeError('there is an account to make a key for');
    const [{ validator: own }, { validator }] = await Promise.all([
      client.status(),
      client.stakes(account),
    ]);
    const isUsed = own?.state !== 'unregistered' || own.blsKey === validator?.blsKey;
    if (own?.account === account && isUsed) await client.forgetValidator();
    return client.createValidator(account);
  }, [client, account]);
}
