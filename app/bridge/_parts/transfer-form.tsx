import { useState } from 'react';
import { assetWords } from '../../../lib/ui/asset-amount.tsx';
import { bridgeMessages } from '../../../lib/ui/bridge-messages.ts';
import { Card } from '../../../lib/ui/card.tsx';
import { AssetSelect, OTHER_TOKEN, OtherToken, UnlistedNotice } from './asset-select.tsx';
import type { BridgeSituation } from './bridge-situation.ts';
import { DepositSubmit } from './deposit-submit.tsx';
import { FoundingWords } from './founding-words.tsx';
import { LaneChoice } from './lane-choice.tsx';
import { RecipientField } from './recipient-field.tsx';
import { SideCards } from './side-cards.tsx';
import { type DraftState, useDraft } from './use-draft.ts';
import { WithdrawSubmit } from './withdraw-submit.tsx';

const words = bridgeMessages.bridge;

/** One transfer: what, how much, to whom, by which lane, at what cost; then the signatures. */
export function TransferForm({ situation }: { situation: BridgeSituation }) {
  const { assets, client, facts } = situation;
  const state = useDraft(situation);
  const { draft, asset, checked, change } = state;
  const [isOther, setOther] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [isChecked, setChecked] = useState(false);
  const isIn = draft.direction === 'in';
  const shown = isChecked ? checked : undefined;
  const submit = { situation, state, onBusy: setBusy, onChecked: setChecked };
  const listed = assets.some(({ token }) => token === asset.token) ? assets : [...assets, asset];
  return (
    <Card raised id="new" title={words.newTransfer}>
      <div className="grid gap-7">
        <SideCards
          direction={draft.direction}
          asset={asset}
          text={draft.text}
          arriving={checked.moved ? assetWords(checked.moved, asset).short : '0'}
          to={checked.to}
          balances={{ ethereum: state.ethereumBalance, weft: state.weftBalance }}
          problem={shown?.problem}
          isBusy={isBusy}
          onText={(text) => change({ text })}
          onFlip={() => change({ direction: isIn ? 'out' : 'in', lane: 'gateway' })}
          select={
            <AssetSelect
              assets={listed}
              chosen={isOther ? OTHER_TOKEN : asset.token}
              isDisabled={isBusy}
              onChoose={(chosen) => {
                setOther(chosen === OTHER_TOKEN);
                if (chosen !== OTHER_TOKEN) change({ token: chosen, text: '' });
              }}
            />
          }
        />
        {isOther && (
          <OtherToken
            client={client}
            onFound={(found) => {
              setOther(false);
              state.addToken(found);
            }}
          />
        )}
        {!asset.isListed && <UnlistedNotice token={asset.token} />}
        <WhoAndHow
          state={state}
          windowMs={facts?.windowMs}
          isBusy={isBusy}
          problem={shown?.recipientProblem}
        />
        <FoundingWords />
        {isIn ? <DepositSubmit {...submit} /> : <WithdrawSubmit {...submit} />}
      </div>
    </Card>
  );
}

/** Who gets it, and whom to trust on the way. */
function WhoAndHow({
  state: { draft, change },
  windowMs,
  isBusy,
  problem,
}: {
  state: DraftState;
  windowMs: number | undefined;
  isBusy: boolean;
  problem: string | undefined;
}) {
  return (
    <>
      {draft.lane === 'gateway' ? (
        <RecipientField
          value={draft.recipient}
          problem={problem}
          isBusy={isBusy}
          onChange={(recipient) => change({ recipient })}
        />
      ) : (
        <p className="-mt-4 text-sm text-ink-2">{words.vaultTo}</p>
      )}
      {draft.direction === 'in' ? (
        <LaneChoice
          lane={draft.lane}
          windowMs={windowMs}
          isDisabled={isBusy}
          onChoose={(lane) => change({ lane })}
        />
      ) : (
        <p className="text-sm text-ink-2">{words.vaultOut}</p>
      )}
    </>
  );
}
