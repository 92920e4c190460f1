import { useMemo } from 'react';
import { assetsFrom } from '../../../lib/client/bridge/assets.ts';
import { foreignReceivers } from '../../../lib/client/bridge/foreign-receivers.ts';
import { isEnded } from '../../../lib/client/bridge/transfer.ts';
import type { Address } from '../../../lib/client/types.ts';
import { useEthereum } from '../../../lib/react/bridge/use-ethereum.ts';
import { useSeenSent } from '../../../lib/react/bridge/use-seen-sent.ts';
import { useSentLog } from '../../../lib/react/bridge/use-sent-log.ts';
import { useTransfers } from '../../../lib/react/bridge/use-transfers.ts';
import { useAccount } from '../../../lib/react/use-account.ts';
import { useBridge } from '../../../lib/react/use-bridge.ts';
import { useChain } from '../../../lib/react/use-chain.ts';
import type { LoadedNetworkFile } from '../../../lib/react/use-network-file.ts';
import { useStatus } from '../../../lib/react/use-status.ts';
import { Bones } from '../../../lib/ui/bones.tsx';
import { Card } from '../../../lib/ui/card.tsx';
import { ErrorNotice } from '../../../lib/ui/error-notice.tsx';
import { readWords } from '../../../lib/ui/node-words.ts';
import { NetworkNotice } from '../../_parts/network-notice.tsx';
import type { BridgeSituation } from './bridge-situation.ts';
import { DoneCard } from './done-card.tsx';
import { Duties } from './duties.tsx';
import { EndCard } from './end-card.tsx';
import { OnTheWay } from './on-the-way.tsx';
import { TransferForm } from './transfer-form.tsx';
import { VaultCoinsCard } from './vault-coins-card.tsx';

const ETHEREUM_BLOCK_MS = 12_000;

/** What a connected account moves, and what it moved. */
export function ConnectedBridge({
  account,
  network,
}: {
  account: Address;
  network: LoadedNetworkFile;
}) {
  const { value: bridge, error } = useBridge(account);
  const receivers = foreignReceivers(bridge?.withdrawals ?? [], account);
  const { client, facts, problem } = useEthereum(network, account, receivers);
  const { value: view } = useAccount(account);
  const chain = useChain();
  const status = useStatus();
  const log = useSentLog(chain?.genesisHash, account);
  const { chainId } = network.ethereum;
  const sender = useMemo(
    () => ({ client, account, chainId, log }),
    [client, account, chainId, log],
  );
  const sent = useSeenSent(sender, facts);
  const transfers = useTransfers(facts, bridge, view);
  const assets = useMemo(
    () => assetsFrom(chain?.coinSymbol ?? '', network.ethereum.tokens, bridge?.tokens ?? []),
    [chain, network, bridge],
  );
  if (!chain) {
    return (
      <Card>
        <Bones reason={readWords(status)} rows={6} />
      </Card>
    );
  }
  const situation: BridgeSituation = {
    ...{ account, chain, client, sender, sent, facts, bridge, view, assets, transfers },
    contracts: network.genesis.contracts,
    blockMs: network.ethereum.blockMs ?? ETHEREUM_BLOCK_MS,
  };
  const ended = transfers?.filter(isEnded) ?? [];
  return (
    <>
      <NetworkNotice />
      {(problem ?? error) && (
        <div className="mb-6">
          <ErrorNotice error={(problem ?? error) as NonNullable<typeof error>} kind="care" />
        </div>
      )}
      <EndCard situation={situation} />
      <Duties situation={situation} />
      {facts?.end === 'sealed' ? (
        <OnTheWay situation={situation} />
      ) : (
        <div className="grid grid-cols-[minmax(0,7fr)_minmax(0,5fr)] items-start gap-10 max-wide:grid-cols-1 max-desk:gap-6">
          <TransferForm situation={situation} />
          <OnTheWay situation={situation} />
        </div>
      )}
      <VaultCoinsCard situation={situation} />
      {ended.length > 0 && <DoneCard transfers={ended} situation={situation} />}
    </>
  );
}
