import { useCallback, useState } from 'react';
import type { EthereumCall } from '../../client/bridge/ethereum-call.ts';
import type { EthereumClient } from '../../client/bridge/ethereum-client.ts';
import type { WeftClient } from '../../client/create-client.ts';
import type { Address, ErrorObject, Hash } from '../../client/types.ts';
import { errorObjectFrom } from '../../core/errors.ts';
import { useClient } from '../use-client.ts';
import { useSendToEthereum } from './use-send-to-ethereum.ts';

export interface ProvenSending {
  isBusy: boolean;
  error?: ErrorObject;
  /** Makes the transaction with what the node proves, then has the wallet send it. */
  send(make: (weft: WeftClient) => Promise<EthereumCall>): Promise<Hash | undefined>;
}

/** Sends what only the node can prove. */
export function useSendProven(
  ethereum: EthereumClient,
  account: Address,
  chainId: bigint,
): ProvenSending {
  const weft = useClient();
  const { stage, error, send: sendCall, reset } = useSendToEthereum(ethereum, account, chainId);
  const [isMaking, setMaking] = useState(false);
  const [problem, setProblem] = useState<ErrorObject>();

  const send = useCallback(
    async (make: (weft: WeftClient) => Promise<EthereumCall>) => {
      if (!weft) return undefined;
      setProblem(undefined);
      reset();
      setMaking(true);
      try {
        const call = await make(weft);
        setMaking(false);
        return await sendCall(call);
      } catch (thrown) {
        setMaking(false);
        setProblem(errorObjectFrom(thrown));
        return undefined;
      }
    },
    [weft, reset, sendCall],
  );
  const isBusy = isMaking || stage === 'signing' || stage === 'including';
  const shown = problem ?? error;
  return { isBusy, ...(shown && { error: shown }), send };
}
