import type { AccountView } from '../client/types.ts';
import type { Address } from '../core/bytes.ts';
import type { Read } from './read.ts';
import { useRead } from './use-read.ts';

/** An account, kept fresh; nothing while there is no address. */
export function useAccount(address: Address | undefined): Read<AccountView> {
  const key = address && lowerCase(address);
  return useRead<AccountView, 'account'>(key && `account ${key}`, {
    load: (client) => client.account(key as Address),
    subscription: { topic: 'account', address: key as Address },
    next: (account) => account,
  });
}

function lowerCase(address: Address): Address {
  return address.toLowerCase() as Address;
}
