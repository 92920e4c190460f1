import { useCallback } from 'react';
import type { Address } from '../../../lib/client/types.ts';
import { useChain } from '../../../lib/react/use-chain.ts';

/** Finds the name of an account that has one: the validators of the chain. */
export function useNames(): (address: Address) => string | undefined {
  const chain = useChain();
  return useCallback(
    (address) => chain?.validators.find((each) => each.account === address)?.name,
    [chain],
  );
}
