import { useEffect, useState } from 'react';
import { type DepositStep, depositSteps } from '../../../lib/client/bridge/deposit-steps.ts';
import {
  approveCall,
  type DepositPlan,
  depositCall,
} from '../../../lib/client/bridge/ethereum-call.ts';
import { type SeenSent, type Step, waitingFor } from '../../../lib/client/bridge/sent.ts';
import type { DepositTransfer, Moved } from '../../../lib/client/bridge/transfer.ts';
import { claimGas, depositGas } from '../../../lib/client/bridge/typical-gas.ts';
import type { Hash } from '../../../lib/client/types.ts';
import {
  type EthereumSending,
  useSendToEthereum,
} from '../../../lib/react/bridge/use-send-to-ethereum.ts';
import { useWallet } from '../../../lib/react/wallet/use-wallet.ts';
import { Amount } from '../../../lib/ui/amount.tsx';
import { assetText } from '../../../lib/ui/asset-amount.tsx';
import { bridgeMessages } from '../../../lib/ui/bridge-messages.ts';
import { Button } from '../../../lib/ui/button.tsx';
import { type Fact, Facts } from '../../../lib/ui/facts.tsx';
import { formatAmount } from '../../../lib/ui/format/format-amount.ts';
import { formatMoment, formatSpan } from '../../../lib/ui/format/format-time.ts';
import { Notice } from '../../../lib/ui/notice.tsx';
import { Spinner } from '../../../lib/ui/spinner.tsx';
import { Stepper } from '../../../lib/ui/stepper.tsx';
import { finalityMs } from './expected.ts';
import { SubmitProblems } from './submit-problems.tsx';
import type { SubmitProps } from './submit-props.ts';

const words = bridgeMessages.bridge;
const sentWords = bridgeMessages.sent;

interface Deposit {
  steps: DepositStep[];
  current: DepositStep | undefined;
  sending: EthereumSending;
  isSigning: boolean;
  /** A block of Ethereum has it. */
  isSent: boolean;
  /** The same deposit was sent before, and no block has it yet. */
  sentBefore: SeenSent | undefined;
  /** Approves or deposits. */
  go(): Promise<void>;
  /** Leaves it to its own card, and clears the form. */
  begin(): void;
}

function useDeposit({ situation, state, onBusy, onChecked }: SubmitProps): Deposit {
  const { contracts, sender, sent, transfers } = situation;
  const { draft, asset, checked, holding, change, forget } = state;
  const sending = useSendToEthereum(sender);
  const [deposit, setDeposit] = useState<Hash>();
  const transfer = transfers?.find(
    (each): each is DepositTransfer =>
      each.type === 'deposit' && each.ethereum.transaction === deposit,
  );
  const plan: DepositPlan = {
    ...{ lane: draft.lane, kind: asset.kind, token: asset.token },
    ...{ amount: checked.amount, ids: checked.ids, to: checked.to },
  };
  const steps = depositSteps(plan, holding, deposit ? (transfer ?? WAITS) : undefined);
  const current = steps.find((step) => step.state === 'now');
  const step = stepOf(current, plan, checked.moved);
  const sentBefore = deposit === undefined && step ? waitingFor(step, sent) : undefined;
  const isDepositing = sending.stage === 'including' && step?.what === 'deposit';
  useEffect(() => {
    if (isDepositing) forget();
  }, [isDepositing, forget]);
  const isSending = sending.stage === 'signing' || sending.stage === 'including';
  // What was approved once needs no second approval.
  const isSigning = isSending || sentBefore?.what === 'approve';
  return {
    ...{ steps, current, sending, isSigning },
    sentBefore: isSending ? undefined : sentBefore,
    isSent: deposit !== undefined && !isSigning,
    async go() {
      onChecked(true);
      if (!step || isSigning) return;
      onBusy(true);
      if (step.what === 'approve') await sending.send(approveCall(plan, contracts), step);
      else setDeposit(await sending.send(depositCall(plan, contracts), step));
      onBusy(false);
    },
    begin() {
      sending.reset();
      setDeposit(undefined);
      onChecked(false);
      change({ text: '' });
    },
  };
}

function stepOf(
  current: DepositStep | undefined,
  { lane }: DepositPlan,
  moved: Moved | undefined,
): Step | undefined {
  const what = current?.name === 'approve' ? 'approve' : 'deposit';
  return moved && { what, ids: [], moved, lane };
}

/** Approve, deposit, and what is waited for; each step is read from the chains. */
export function DepositSubmit(props: SubmitProps) {
  const { situation, state } = props;
  const { asset, checked } = state;
  const wallet = useWallet();
  const { steps, current, sending, isSigning, isSent, sentBefore, go, begin } = useDeposit(props);
  const what = checked.moved ? assetText(checked.moved, asset) : '';
  return (
    <>
      <Facts facts={costs(state, situation, current)} />
      <Stepper
        label={words.steps.label}
        steps={steps.map((step) => ({
          key: step.name,
          title: words.steps[step.name],
          words: stepWords(step, what, checked.ids.length, spanOf(situation)),
          state: step.state,
        }))}
      />
      <SubmitProblems error={sending.error} />
      {sentBefore?.what === 'deposit' && (
        <Notice kind="care" title={sentWords.twice}>
          {sentWords.twiceWords(what, formatMoment(sentBefore.sentAtMs, Date.now()))}
        </Notice>
      )}
      {isSent ? (
        <Button wide size="large" onClick={begin}>
          {words.another}
        </Button>
      ) : (
        <Button
          kind="primary"
          size="large"
          wide
          disabled={isSigning || state.isAsking || wallet.isWrongNetwork || !situation.facts}
          data-stage={sending.stage}
          onClick={() => void go()}
        >
          {isSigning && <Spinner />}
          {buttonWords(sending.stage, current, what, sentBefore)}
        </Button>
      )}
    </>
  );
}

/** Included, and not read from the logs yet. */
const WAITS = { state: 'finalizing' } as const;

function spanOf({ facts, blockMs }: SubmitProps['situation']): string {
  return facts ? formatSpan(finalityMs(facts, blockMs)) : '';
}

function stepWords(step: DepositStep, what: string, ids: number, span: string): string {
  const { steps } = words;
  if (step.name === 'approve') return ids > 1 ? steps.approveAllWords : steps.approveWords(what);
  if (step.name === 'deposit') return steps.depositWords;
  return step.name === 'final' ? steps.finalWords(span) : steps.creditedWords;
}

function buttonWords(
  stage: string,
  current: DepositStep | undefined,
  what: string,
  sentBefore: SeenSent | undefined,
): string {
  if (stage === 'signing') return words.waitsForWallet;
  if (stage === 'including' || sentBefore?.what === 'approve') return words.waitsForBlock;
  if (what === '') return words.depositEmpty;
  if (current?.name === 'approve') return words.approveAsset(what);
  return sentBefore ? sentWords.depositAgain(what) : words.depositAsset(what);
}

function costs(
  { draft, asset, checked, holding }: SubmitProps['state'],
  situation: SubmitProps['situation'],
  current: DepositStep | undefined,
): Fact[] {
  const arrives = { label: words.arrives, value: words.arrivesIn(spanOf(situation)) };
  if (!holding) return situation.facts ? [arrives] : [];
  const { gasPriceWei } = holding;
  const { lane } = draft;
  const asked = { kind: asset.kind, lane, ids: checked.ids };
  const feeWei = depositGas(asked, current?.name !== 'approve') * gasPriceWei;
  const claimWei = claimGas(Math.max(1, checked.ids.length), false) * gasPriceWei;
  return [
    {
      label: words.fee,
      value: (
        <>
          {words.about} <Amount wei={feeWei} unit="ETH" />
        </>
      ),
    },
    arrives,
    {
      label: words.comeBack,
      value: words.comeBackWords(`${formatAmount(claimWei).short} ETH`),
    },
  ];
}
