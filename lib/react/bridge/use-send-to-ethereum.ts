import { useCallback, useState } from 'react';
import type { EthereumCall } from '../../client/bridge/ethereum-call.ts';
import { type EthereumAccount, sendStep } from '../../client/bridge/send-to-ethereum.ts';
import type { Step } from '../../client/bridge/sent.ts';
import type { ErrorObject, Hash } from '../../client/types.ts';
import { errorObjectFrom } from '../../core/errors.ts';
import { useWalletLoader } from '../wallet/use-wallet-loader.ts';

export interface EthereumSending {
  /** `included` when a block has it, which Ethereum may still take back. */
  stage: 'idle' | 'signing' | 'including' | 'included';
  hash?: Hash;
  error?: ErrorObject;
  /** Undefined if it failed, which `error` tells. */
  send(call: EthereumCall, step: Step): Promise<Hash | undefined>;
  reset(): void;
}

type Progress = Pick<EthereumSending, 'stage' | 'hash' | 'error'>;

/** Has the connected wallet send a transaction on Ethereum, and waits until a block has it. */
export function useSendToEthereum(sender: EthereumAccount): EthereumSending {
  const loader = useWalletLoader();
  const [progress, setProgress] = useState<Progress>({ stage: 'idle' });

  const send = useCallback(
    async (call: EthereumCall, step: Step) => {
      if (!loader) return undefined;
      try {
        setProgress({ stage: 'signing' });
        const signer = await (await loader.load()).signer();
        const onSent = (sent: Hash) => setProgress({ stage: 'including', hash: sent });
        const hash = await sendStep({ ...sender, signer }, call, { step, onSent });
        setProgress({ stage: 'included', hash });
        return hash;
      } catch (thrown) {
        setProgress({ stage: 'idle', error: errorObjectFrom(thrown) });
        return undefined;
      }
    },
    [sender, loader],
  );
  const reset = useCallback(() => setProgress({ stage: 'idle' }), []);
  return { ...progress, send, reset };
}
