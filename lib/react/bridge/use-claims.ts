import { useCallback, useRef, useState } from 'react';
import { type EthereumAccount, sendStep } from '../../client/bridge/send-to-ethereum.ts';
import type { Step } from '../../client/bridge/sent.ts';
import type { WeftClient } from '../../client/create-client.ts';
import type { Signer } from '../../client/signer.ts';
import type { ErrorObject } from '../../client/types.ts';
import { errorObjectFrom } from '../../core/errors.ts';
import { MAX_PROVEN_CLAIMS } from '../../core/limits.ts';
import { useClient } from '../use-client.ts';
import { useWalletLoader } from '../wallet/use-wallet-loader.ts';

export interface Claims {
  /** `waiting`: no checkpoint has the rest, and none can be posted yet. */
  stage: 'idle' | 'preparing' | 'signing' | 'including' | 'waiting';
  /** Of this run. */
  paid: number;
  all: number;
  error?: ErrorObject;
  /** Claims one transaction after the other, until all are paid or one fails. */
  claim(indexes: readonly bigint[]): Promise<void>;
}

type Progress = Omit<Claims, 'claim'>;

const IDLE: Progress = { stage: 'idle', paid: 0, all: 0 };

/**
 * The queue of claims. What is paid is read from Ethereum, so nothing of it has to be kept: after
 * a rejection, a reload or on another device the rest is claimed by claiming what is open then.
 */
export function useClaims(sender: EthereumAccount): Claims {
  const client = useClient();
  const loader = useWalletLoader();
  const [progress, setProgress] = useState(IDLE);
  const isRunning = useRef(false);

  const claim = useCallback(
    async (indexes: readonly bigint[]) => {
      if (!client || !loader || isRunning.current) return;
      isRunning.current = true;
      try {
        const signer = await (await loader.load()).signer();
        const to = { client, sender: { ...sender, signer } };
        setProgress(await claimAll(to, indexes, setProgress));
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

interface ClaimSetting {
  client: WeftClient;
  sender: EthereumAccount & { signer: Signer };
}

/**
 * Calls are made anew after each transaction: somebody else may have posted or claimed meanwhile.
 */
async function claimAll(
  { client, sender }: ClaimSetting,
  indexes: readonly bigint[],
  onProgress: (progress: Progress) => void,
): Promise<Progress> {
  const all = indexes.length;
  let open = [...indexes];
  for (;;) {
    const paid = all - open.length;
    if (open.length === 0) return { stage: 'idle', paid, all };
    onProgress({ stage: 'preparing', paid, all });
    const asked = open.slice(0, MAX_PROVEN_CLAIMS);
    const { calls, claimed } = await client.claimCalls(asked);
    const [call] = calls;
    const done = new Set([...claimed, ...(call?.indexes ?? [])]);
    if (!call && claimed.length === 0) return { stage: 'waiting', paid, all };
    if (call) {
      onProgress({ stage: 'signing', paid, all });
      const step: Step = { what: 'claim', ids: call.indexes };
      const onSent = () => onProgress({ stage: 'including', paid, all });
      await sendStep(sender, call, { step, onSent });
    }
    open = open.filter((index) => !done.has(index));
  }
}
