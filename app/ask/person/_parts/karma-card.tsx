'use client';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { Address } from '../../../../lib/client/types.ts';
import { useAssets } from '../../../../lib/react/bridge/use-assets.ts';
import { useKarma } from '../../../../lib/react/qa/use-karma.ts';
import { askMessages } from '../../../../lib/ui/ask-messages.ts';
import { nameOf } from '../../../../lib/ui/asset-amount.tsx';
import { Button } from '../../../../lib/ui/button.tsx';
import { Card } from '../../../../lib/ui/card.tsx';
import { Facts } from '../../../../lib/ui/facts.tsx';
import type { Karma } from './karma-dialog-props.ts';
import { TokenAmount } from './token-amount.tsx';

// Nothing of these is needed to read.
const RedeemDialog = dynamic(
  () => import('./redeem-dialog.tsx').then((module) => module.RedeemDialog),
  { ssr: false },
);
const FundDialog = dynamic(() => import('./fund-dialog.tsx').then((module) => module.FundDialog), {
  ssr: false,
});

const words = askMessages.writing.karma;

/** What one's own points are worth as tokens, and the pool that everybody's come from. */
export function KarmaCard({ account, karma }: { account: Address; karma: Karma }) {
  const [timestampMs] = useState(Date.now);
  const [opened, setOpened] = useState<'redeem' | 'fund'>();
  const view = useKarma({ account, timestampMs }).value;
  const assets = useAssets(account);
  if (!view || !assets) return null;
  const asset = nameOf(assets, karma);
  const dialog = { account, karma, view, asset, onClose: () => setOpened(undefined) };
  return (
    <Card title={words.title}>
      <Facts
        facts={[
          {
            label: words.rate,
            value: <TokenAmount smallestUnits={karma.smallestUnitsPerPoint} asset={asset} />,
          },
          { label: words.have, value: askMessages.points(view.redeemable) },
          { label: words.leftThisYear, value: askMessages.points(view.leftThisYear) },
          {
            label: words.pool,
            value: (
              <span data-pool={`${view.fundedSmallestUnits}`}>
                <TokenAmount smallestUnits={view.fundedSmallestUnits} asset={asset} />
              </span>
            ),
          },
        ]}
      />
      <div className="mt-4 flex flex-wrap gap-2 max-desk:*:flex-1">
        <Button onClick={() => setOpened('redeem')}>{words.redeem}</Button>
        <Button kind="quiet" onClick={() => setOpened('fund')}>
          {words.fund}
        </Button>
      </div>
      {opened === 'redeem' && <RedeemDialog {...dialog} />}
      {opened === 'fund' && <FundDialog {...dialog} />}
    </Card>
  );
}
