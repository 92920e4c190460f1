import { useEffect, useState } from 'react';
import type { Address, VaultCoin } from '../../client/types.ts';
import { useClient } from '../use-client.ts';

/** Vault coins of an account, asked again whenever `asOf` changes; undefined until known. */
export function useVaultCoins(account: Address, asOf: unknown): readonly VaultCoin[] | undefined {
  const client = useClient();
  const [coins, setCoins] = useState<readonly VaultCoin[]>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: `asOf` says when to ask again
  useEffect(() => {
    let isCurrent = true;
    client?.coins(account).then(
      (found) => isCurrent && setCoins(found.coins),
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [client, account, asOf]);
  return coins;
}
