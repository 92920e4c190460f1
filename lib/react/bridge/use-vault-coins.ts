import { useEffect, useState } from 'react';
import type { Address, VaultCoin } from '../../client/types.ts';
import { useClient } from '../use-client.ts';

/** A coin becomes secured by what the node sees on Ethereum, while this chain may stand still. */
const LOOK_MS = 5_000;

/**
 * Vault coins of an account, asked again every LOOK_MS and whenever `asOf` changes; undefined until
 * known.
 */
export function useVaultCoins(account: Address, asOf: unknown): readonly VaultCoin[] | undefined {
  const client = useClient();
  const [coins, setCoins] = useState<readonly VaultCoin[]>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: `asOf` says when to ask again
  useEffect(() => {
    let isCurrent = true;
    const look = () =>
      client?.coins(account).then(
        (found) => isCurrent && setCoins(found.coins),
        () => undefined,
      );
    void look();
    const timer = setInterval(look, LOOK_MS);
    return () => {
      isCurrent = false;
      clearInterval(timer);
    };
  }, [client, account, asOf]);
  return coins;
}
