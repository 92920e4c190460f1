import { rpcErrors } from '@metamask/rpc-errors';
import type { TypedData } from './describe-request.ts';

/**
 * What MetaMask refuses before it asks: a domain of another chain, and a domain that names one of
 * the person's own accounts as the contract.
 */
export function assertTypedDataAllowed(
  data: TypedData,
  activeChainId: string,
  ownAddresses: readonly string[],
): void {
  const { chainId, verifyingContract } = data.domain;
  if (chainId !== undefined && !isSameChain(String(chainId), activeChainId)) {
    const active = BigInt(activeChainId).toString();
    throw rpcErrors.internal(
      `Provided chainId "${chainId}" must match the active chainId "${active}"`,
    );
  }
  if (
    typeof verifyingContract === 'string' &&
    ownAddresses.includes(verifyingContract.toLowerCase())
  ) {
    throw rpcErrors.internal(
      'External signature requests cannot use internal accounts as the verifying contract.',
    );
  }
}

function isSameChain(claimed: string, active: string): boolean {
  try {
    return BigInt(claimed) === BigInt(active);
  } catch {
    return false;
  }
}
