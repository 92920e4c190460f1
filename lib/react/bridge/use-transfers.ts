import { useMemo } from 'react';
import type { EthereumFacts } from '../../client/bridge/ethereum-facts.ts';
import type { Transfer } from '../../client/bridge/transfer.ts';
import { transfersFrom } from '../../client/bridge/transfers.ts';
import type { AccountView, BridgeView } from '../../client/types.ts';

/** All transfers of an account, newest first; undefined until both chains were read. */
export function useTransfers(
  ethereum: EthereumFacts | undefined,
  sidechain: BridgeView | undefined,
  view: AccountView | undefined,
): Transfer[] | undefined {
  return useMemo(
    () =>
      ethereum && sidechain && view
        ? transfersFrom({ ethereum, sidechain, activity: view.activity })
        : undefined,
    [ethereum, sidechain, view],
  );
}
