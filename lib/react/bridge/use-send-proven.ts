import { useCallback, useState } from 'react';
import type { EthereumCall } from '../../client/bridge/ethereum-call.ts';
import type { EthereumAccount } from '../../client/bridge/send-to-ethereum.ts';
import type { Step } from '../../client/bridge/sent.ts';
import type { WeftClient } from '../../client/create-client.ts';
import type { ErrorObject, Hash } from '../../client/types.ts';
import { errorObjectFrom } from '../../core/errors.ts';
import { useClient } from '../use-client.ts';
import { useSendToEthereum } from './use-send-to-ethereum.ts';

export interface ProvenSending {
  isBusy: boolean;
  error?: ErrorObject;
  /** Makes the transaction with what the node proves, then has the wallet send it. */
  send(make: (weft: WeftClient) => Promise<EthereumCall>, step: Step): Promise<Hash | undefined>;
}

/** Sends what only the node can prove. */
export function useSendProven(sender: EthereumAccount): ProvenSending {
  const weft = useClient();
  const { stage, error, send: sendCall, reset } = useSendToEthereum(sender);
  const [isMaking, setMaking] = useState(false);
  const [problem, setProblem] = useState<ErrorObject>();

  const send = useCallback(
    async (make: (weft: WeftClient) => Promise<EthereumCall>, step: Step) => {
      if (!weft) return undefined;
      setProblem(undefined);
      reset();
      setMaking(true);
      try {
        const call = await make(weft);
        setMaking(false);
        return await sendCall(call, step);
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
