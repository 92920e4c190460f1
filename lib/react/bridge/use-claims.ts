import { useCallback, useRef, useState } from 'react';
import type { EthereumClient } from '../../client/bridge/ethereum-client.ts';
import { sendToEthereum, waitForInclusion } from '../../client/bridge/send-to-ethereum.ts';
import type { WeftClient } from '../../client/create-client.ts';
import type { Signer } from '../../client/signer.ts';
import type { Address, ErrorObject } from '../../client/types.ts';
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
export function useClaims(ethereum: EthereumClient, account: Address, chainId: bigint): Claims {
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
        const to = { client, signer, ethereum, account, chainId };
        setProgress(await claimAll(to, indexes, setProgress));
      } catch (thrown) {
        setProgress((before) => ({ ...before, stage: 'idle', error: errorObjectFrom(thrown) }));
      } finally {
        isRunning.current = false;
      }
    },
    [client, loader, ethereum, account, chainId],
  );
  return { ...progress, claim };
}

interface ClaimSetting {
  client: WeftClient;
  signer: Signer;
  ethereum: EthereumClient;
  account: Address;
  chainId: bigint;
}

/**
 * Calls are made anew after each transaction: somebody else may have posted or claimed meanwhile.
 */
async function claimAll(
  { client, signer, ethereum, account, chainId }: ClaimSetting,
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
      const hash = await sendToEthereum({ client: ethereum, signer, account, chainId }, call);
      onProgress({ stage: 'including', paid, all });
      await waitForInclusion(ethereum, hash);
    }
    open = open.filter((index) => !done.has(index));
  }
}
