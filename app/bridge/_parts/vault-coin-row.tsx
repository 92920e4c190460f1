import { useState } from 'react';
import { waitingFor } from '../../../lib/client/bridge/sent.ts';
import { isEnded } from '../../../lib/client/bridge/transfer.ts';
import type { ErrorObject, VaultCoin } from '../../../lib/client/types.ts';
import { useClient } from '../../../lib/react/use-client.ts';
import { nameOf } from '../../../lib/ui/asset-amount.tsx';
import { bridgeMessages } from '../../../lib/ui/bridge-messages.ts';
import { Button } from '../../../lib/ui/button.tsx';
import { ErrorNotice } from '../../../lib/ui/error-notice.tsx';
import { Notice } from '../../../lib/ui/notice.tsx';
import { problemFrom } from '../../../lib/ui/problem.ts';
import { saveFile } from '../../../lib/ui/save-file.ts';
import { VaultCoinLine } from '../../_parts/vault-coin-line.tsx';
import type { BridgeSituation } from './bridge-situation.ts';
import { StartExit } from './start-exit.tsx';

const words = bridgeMessages.coins;

/** One coin: what it is, how far it is its owner's, its file, and the way out. */
export function VaultCoinRow({ coin, situation }: { coin: VaultCoin; situation: BridgeSituation }) {
  const client = useClient();
  const [isLeaving, setLeaving] = useState(false);
  // Somebody else's does not stop the owner's.
  const hasExit = situation.transfers?.some(
    (each) => each.type === 'exit' && each.slot === coin.slot && !isEnded(each),
  );
  const isSent = waitingFor({ what: 'startExit', ids: [coin.slot] }, situation.sent) !== undefined;
  const [error, setError] = useState<ErrorObject>();
  const [isPartial, setPartial] = useState(false);

  async function save(): Promise<void> {
    try {
      setError(undefined);
      const file = await client?.coinFile(coin.slot);
      if (!file) return;
      saveFile(file.name, 'application/json', file.text);
      setPartial(!file.isWhole);
    } catch (thrown) {
      setError(problemFrom(thrown));
    }
  }

  return (
    <VaultCoinLine
      coin={coin}
      asset={nameOf(situation.assets, coin)}
      isLeaving={hasExit}
      actions={
        <>
          <Button size="small" onClick={() => void save()}>
            {words.file}
          </Button>
          <Button
            size="small"
            disabled={isLeaving || hasExit || isSent || coin.state === 'pending'}
            onClick={() => setLeaving(true)}
          >
            {isSent ? bridgeMessages.sent.waitsForBlock : words.exit(words.name(coin.slot))}
          </Button>
        </>
      }
    >
      {error && (
        <div className="mt-3">
          <ErrorNotice error={error} kind="care" />
        </div>
      )}
      {isPartial && (
        <div className="mt-3">
          <Notice kind="care" title={words.partialFile}>
            {words.partialFileWords}
          </Notice>
        </div>
      )}
      {isLeaving && (
        <StartExit coin={coin} situation={situation} onClose={() => setLeaving(false)} />
      )}
    </VaultCoinLine>
  );
}
