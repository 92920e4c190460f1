import { useCallback, useRef, useState } from 'react';
import { type ClaimProgress, claimAll, NO_CLAIMS } from '../../client/bridge/claim-all.ts';
import type { EthereumAccount } from '../../client/bridge/send-to-ethereum.ts';
import type { ErrorObject } from '../../client/types.ts';
import { errorObjectFrom } from '../../core/errors.ts';
import { useClient } from '../use-client.ts';
import { useWalletLoader } from '../wallet/use-wallet-loader.ts';

export interface Claims extends ClaimProgress {
  error?: ErrorObject;
  /** Claims one transaction after the other, until all are paid or one fails. */
  claim(indexes: readonly bigint[]): Promise<void>;
}

/**
 * The queue of claims. What is paid is read from Ethereum, so nothing of it has to be kept: after
 * a rejection, a reload or on another device the rest is claimed by claiming what is open then.
 */
export function useClaims(sender: EthereumAccount): Claims {
  const client = useClient();
  const loader = useWalletLoader();
  const [progress, setProgress] = useState<Omit<Claims, 'claim'>>(NO_CLAIMS);
  const isRunning = useRef(false);

  const claim = useCallback(
    async (indexes: readonly bigint[]) => {
      if (!client || !loader || isRunning.current) return;
      isRunning.current = true;
      try {
        const signer = await (await loader.load()).signer();
        const to = { client, sender: { ...sender, signer }, onProgress: setProgress };
        setProgress(await claimAll(to, indexes));
      } catch (thrown) {
        setProgress((before) => ({ ...before, stage: 'idle', error: errorObjectFrom(thrown) }));
      } finally {
        isRunning.current = false;
      }
    },
    [client, loader, sender],
  );
  return { ...progress, claim };
}
