import {
  WITHDRAW_TYPES,
  type WithdrawAction,
  withdrawAction,
  withdrawNftsAction,
  withdrawTokenAction,
} from '../../../lib/client/actions/withdraw-actions.ts';
import { CLAIMS_PER_TRANSACTION } from '../../../lib/client/bridge/limits.ts';
import { claimGas } from '../../../lib/client/bridge/typical-gas.ts';
import type { FeeQuote } from '../../../lib/client/types.ts';
import { useQuote } from '../../../lib/react/use-quote.ts';
import { useStatus } from '../../../lib/react/use-status.ts';
import { useSignAction } from '../../../lib/react/wallet/use-sign-action.ts';
import { useWallet } from '../../../lib/react/wallet/use-wallet.ts';
import { Amount } from '../../../lib/ui/amount.tsx';
import { assetText } from '../../../lib/ui/asset-amount.tsx';
import { bridgeMessages } from '../../../lib/ui/bridge-messages.ts';
import { Button } from '../../../lib/ui/button.tsx';
import { type Fact, Facts } from '../../../lib/ui/facts.tsx';
import { formatAmount } from '../../../lib/ui/format/format-amount.ts';
import { Notice } from '../../../lib/ui/notice.tsx';
import { Spinner } from '../../../lib/ui/spinner.tsx';
import { Stepper } from '../../../lib/ui/stepper.tsx';
import { SubmitProblems } from './submit-problems.tsx';
import type { SubmitProps } from './submit-props.ts';

const words = bridgeMessages.bridge;
const STEPS = ['burn', 'checkpoint', 'claim'] as const;

/** One signature burns it here; what the claim on Ethereum will take is said before. */
export function WithdrawSubmit({ situation, state, onBusy, onChecked }: SubmitProps) {
  const { account, chain, view } = situation;
  const { draft, asset, checked, holding, change } = state;
  const wallet = useWallet();
  const isLive = useStatus()?.phase === 'live';
  const action = useSignAction();
  const count = Math.max(1, checked.ids.length);
  const quote = useQuote(WITHDRAW_TYPES[asset.kind], view?.height, checked.ids.length);
  const claimWei = holding && claimGas(count, true) * holding.gasPriceWei;
  const isPoor = claimWei !== undefined && (holding?.etherWei ?? 0n) < claimWei;
  const isBusy = action.stage !== 'idle' && action.stage !== 'sent';
  const what = checked.moved ? assetText(checked.moved, asset) : '';

  async function go(): Promise<void> {
    onChecked(true);
    if (!checked.moved || isBusy) return;
    onBusy(true);
    const hash = await action.sign(actionFor(state));
    onBusy(false);
    if (!hash) return;
    onChecked(false);
    change({ text: '' });
  }

  return (
    <>
      <Facts facts={costs(quote, claimWei, count, chain.coinSymbol)} />
      {isPoor && checked.to === account && draft.text !== '' && (
        <Notice kind="care" title={words.poor}>
          {words.poorWords(`${formatAmount(claimWei).short} ETH`)}
        </Notice>
      )}
      <Stepper
        label={words.steps.label}
        steps={STEPS.map((name, i) => ({
          key: name,
          title: words.steps[name],
          words: words.steps[`${name}Words`],
          state: i === 0 ? 'now' : 'later',
        }))}
      />
      <SubmitProblems error={action.error} />
      {action.stage === 'sent' && draft.text === '' && (
        <Notice title={words.signed}>{words.signedWords}</Notice>
      )}
      {!isLive && <p className="text-sm text-care">{words.nodeFirst}</p>}
      <Button
        kind="primary"
        size="large"
        wide
        disabled={isBusy || !isLive || state.isAsking || wallet.isWrongNetwork}
        data-stage={action.stage}
        onClick={() => void go()}
      >
        {isBusy && <Spinner />}
        {buttonWords(action.stage, what)}
      </Button>
    </>
  );
}

function costs(
  quote: FeeQuote | undefined,
  claimWei: bigint | undefined,
  count: number,
  unit: string,
): Fact[] {
  const leaves = { label: words.leaves, value: words.leavesWhen };
  const fee = quote && { label: words.fee, value: <Amount wei={quote.feeMaxWei} unit={unit} /> };
  const claim = claimWei !== undefined && {
    label: words.claimFee,
    value: (
      <>
        {words.about} <Amount wei={claimWei} unit="ETH" /> {words.onEthereum}
        {count > CLAIMS_PER_TRANSACTION && (
          <>, {words.claimsNeeded(Math.ceil(count / CLAIMS_PER_TRANSACTION))}</>
        )}
      </>
    ),
  };
  return [...(fee ? [fee] : []), leaves, ...(claim ? [claim] : [])];
}

function actionFor({ asset, checked }: SubmitProps['state']): WithdrawAction {
  const { amount, ids, to } = checked;
  if (asset.kind === 0) return withdrawAction(amount, to);
  if (asset.kind === 1) return withdrawTokenAction(asset.token, amount, to);
  return withdrawNftsAction(asset.token, ids, to);
}

function buttonWords(stage: string, what: string): string {
  if (stage === 'preparing' || stage === 'signing') return words.waitsForWallet;
  if (stage === 'sending') return words.sending;
  return what === '' ? words.withdrawEmpty : words.withdrawAsset(what);
}
