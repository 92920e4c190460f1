import { useState } from 'react';
import type { ErrorObject, VaultCoin } from '../../../lib/client/types.ts';
import { useClient } from '../../../lib/react/use-client.ts';
import { AssetAmount } from '../../../lib/ui/asset-amount.tsx';
import { bridgeMessages } from '../../../lib/ui/bridge-messages.ts';
import { Button } from '../../../lib/ui/button.tsx';
import { Chip, type ChipKind } from '../../../lib/ui/chip.tsx';
import { ErrorNotice } from '../../../lib/ui/error-notice.tsx';
import { problemFrom } from '../../../lib/ui/problem.ts';
import { saveFile } from '../../../lib/ui/save-file.ts';
import type { BridgeSituation } from './bridge-situation.ts';
import { StartExit } from './start-exit.tsx';
import { nameOf } from './transfer-frame.tsx';

const words = bridgeMessages.coins;
const CHIPS: Record<VaultCoin['state'], ChipKind> = {
  ...{ pending: 'pending', final: 'plain', secured: 'final', tainted: 'fault' },
};

/** One coin: what it is, how far it is its owner's, its file, and the way out. */
export function VaultCoinRow({ coin, situation }: { coin: VaultCoin; situation: BridgeSituation }) {
  const client = useClient();
  const [isLeaving, setLeaving] = useState(false);
  const [error, setError] = useState<ErrorObject>();
  const moved = { kind: coin.kind, token: coin.token, value: coin.value, count: 1 };
  const asset = nameOf(situation.assets, coin);

  async function save(): Promise<void> {
    try {
      setError(undefined);
      const file = await client?.coinFile(coin.slot);
      if (file) saveFile(file.name, 'application/json', file.text);
    } catch (thrown) {
      setError(problemFrom(thrown));
    }
  }

  return (
    <li data-coin={`${coin.slot}`} className="border-t border-hairline px-6 py-3 max-desk:px-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm">
        <span className="min-w-40 text-base">
          <AssetAmount moved={moved} asset={asset} />{' '}
          <span className="text-sm text-ink-2">{words.name(coin.slot)}</span>
        </span>
        <Chip kind={CHIPS[coin.state]}>{words.states[coin.state]}</Chip>
        <span className="min-w-0 flex-[1_1_220px] text-ink-2">{wordsOf(coin)}</span>
        <span className="flex gap-2">
          <Button size="small" onClick={() => void save()}>
            {words.file}
          </Button>
          <Button
            size="small"
            disabled={isLeaving || coin.openExits > 0n || coin.state === 'pending'}
            onClick={() => setLeaving(true)}
          >
            {words.exit(words.name(coin.slot))}
          </Button>
        </span>
      </div>
      {error && (
        <div className="mt-3">
          <ErrorNotice error={error} kind="care" />
        </div>
      )}
      {isLeaving && (
        <StartExit coin={coin} situation={situation} onClose={() => setLeaving(false)} />
      )}
    </li>
  );
}

function wordsOf({ state, waitsFor }: VaultCoin): string {
  if (state !== 'final') return words.words[state];
  return waitsFor ? words.waits[waitsFor] : words.final;
}
