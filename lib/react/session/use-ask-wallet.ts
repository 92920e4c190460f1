import { useCallback, useState } from 'react';
import type { WeftClient } from '../../client/create-client.ts';
import type { Signer } from '../../client/signer.ts';
import type { Address, ErrorObject } from '../../client/types.ts';
import { errorObjectFrom, WeftError } from '../../core/errors.ts';
import { useClient } from '../use-client.ts';
import { useWalletLoader } from '../wallet/use-wallet-loader.ts';

/** Who is asked, and for whom. */
export interface Asked {
  client: WeftClient;
  signer: Signer;
  account: Address;
}

export interface AskWallet<Stage extends string> {
  stage: 'idle' | 'preparing' | Stage;
  /** Of what was asked last. */
  error?: ErrorObject;
  /** Undefined if it failed, which `error` tells. */
  ask<Result>(
    work: (asked: Asked, onStage: (stage: Stage) => void) => Promise<Result>,
  ): Promise<Result | undefined>;
  reset(): void;
}

/** Does work for which the connected wallet is asked, and follows how far it is. */
export function useAskWallet<Stage extends string>(): AskWallet<Stage> {
  const client = useClient();
  const loader = useWalletLoader();
  const [progress, setProgress] = useState<Pick<AskWallet<Stage>, 'stage' | 'error'>>(IDLE);

  const ask: AskWallet<Stage>['ask'] = useCallback(
    async (work) => {
      if (!client || !loader) return undefined;
      try {
        setProgress({ stage: 'preparing' });
        const runtime = await loader.load();
        const { account } = runtime.state();
        if (!account) throw new WeftError('wallet/locked', 'no wallet is connected');
        const signer = await runtime.signer();
        const result = await work({ client, signer, account }, (stage) => setProgress({ stage }));
        setProgress(IDLE);
        return result;
      } catch (thrown) {
        setProgress({ stage: 'idle', error: errorObjectFrom(thrown) });
        return undefined;
      }
    },
    [client, loader],
  );
  const reset = useCallback(() => setProgress(IDLE), []);
  return { ...progress, ask, reset };
}

const IDLE = { stage: 'idle' } as const;
