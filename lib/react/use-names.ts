import { useCallback } from 'react';
import type { Address } from '../core/bytes.ts';
import { useChain } from './use-chain.ts';

/** Finds the name of an account that has one: the founding members of the committee. */
export function useNames(): (address: Address) => string | undefined {
  const chain = useChain();
  return useCallback(
    (address) => chain?.names.find((each) => each.account === address)?.name,
    [chain],
  );
}
