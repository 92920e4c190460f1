import { useCallback, useState } from 'react';
import {
  coinTransferOf,
  type SignedCoinTransfer,
  signCoinTransfer,
} from '../../client/actions/sign-coin-transfer.ts';
import type { Address, ErrorObject, Hash, VaultCoin, VaultDomain } from '../../client/types.ts';
import { errorObjectFrom } from '../../core/errors.ts';
import { useClient } from '../use-client.ts';
import { useWalletLoader } from './use-wallet-loader.ts';
import type { TransactionStage } from './wallet-types.ts';

export interface CoinSending {
  /** `owning`: the wallet shows what the Vault will check; then as of any action. */
  stage: 'idle' | 'owning' | TransactionStage;
  /** Who gets it by the first of both signatures, which is kept while the second is missing. */
  ownedTo?: Address;
  error?: ErrorObject;
  /** Undefined if it failed, which `error` tells. */
  send(coin: VaultCoin, to: Address): Promise<Hash | undefined>;
  reset(): void;
}

type Progress = Pick<CoinSending, 'stage' | 'error'>;

const IDLE: Progress = { stage: 'idle' };

/** Has the connected wallet sign a coin's transfer, then the action that carries it. */
export function useSendCoin(domain: VaultDomain): CoinSending {
  const client = useClient();
  const loader = useWalletLoader();
  const [progress, setProgress] = useState(IDLE);
  const [signed, setSigned] = useState<SignedCoinTransfer>();

  const send = useCallback(
    async (coin: VaultCoin, to: Address) => {
      if (!client || !loader) return undefined;
      try {
        setProgress({ stage: 'owning' });
        const { signer, transact } = await loader.load();
        let action = signed;
        if (!action || !isOf(action, coin, to)) {
          action = await signCoinTransfer(await signer(), domain, coinTransferOf(coin, to));
          setSigned(action);
        }
        const hash = await transact(client, action, (stage) => setProgress({ stage }));
        setProgress(IDLE);
        return hash;
      } catch (thrown) {
        setProgress({ stage: 'idle', error: errorObjectFrom(thrown) });
        return undefined;
      }
    },
    [client, loader, domain, signed],
  );
  const reset = useCallback(() => {
    setSigned(undefined);
    setProgress(IDLE);
  }, []);
  return { ...progress, ...(signed && { ownedTo: signed.fields.to }), send, reset };
}

function isOf({ fields }: SignedCoinTransfer, { slot, parent }: VaultCoin, to: Address): boolean {
  return fields.slot === slot && fields.parent === parent && fields.to === to;
}
