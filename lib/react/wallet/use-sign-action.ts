import { useCallback, useState } from 'react';
import type { Hash } from '../../core/bytes.ts';
import { type ErrorObject, errorObjectFrom } from '../../core/errors.ts';
import { useClient } from '../use-client.ts';
import { useWalletLoader } from './use-wallet-loader.ts';
import type { ActionRequest, TransactionStage } from './wallet-types.ts';

export interface SignAction {
  /** `idle` before, after a failure and after `reset`; `sent` when the node has accepted it. */
  stage: 'idle' | TransactionStage | 'sent';
  hash?: Hash;
  error?: ErrorObject;
  /** Undefined if it failed, which `error` tells. */
  sign(action: ActionRequest): Promise<Hash | undefined>;
  reset(): void;
}

type Progress = Pick<SignAction, 'stage' | 'hash' | 'error'>;

const IDLE: Progress = { stage: 'idle' };

/** Has the connected wallet sign an action, and sends it. Follow the hash with `useTransaction`. */
export function useSignAction(): SignAction {
  const client = useClient();
  const loader = useWalletLoader();
  const [progress, setProgress] = useState(IDLE);

  const sign = useCallback(
    async (action: ActionRequest) => {
      if (!client || !loader) return undefined;
      try {
        setProgress({ stage: 'preparing' });
        const { transact } = await loader.load();
        const hash = await transact(client, action, (stage) => setProgress({ stage }));
        setProgress({ stage: 'sent', hash });
        return hash;
      } catch (thrown) {
        setProgress({ stage: 'idle', error: errorObjectFrom(thrown) });
        return undefined;
      }
    },
    [client, loader],
  );
  const reset = useCallback(() => setProgress(IDLE), []);
  return { ...progress, sign, reset };
}
