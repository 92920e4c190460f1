import { type FormEvent, useState } from 'react';
import type { Address, ErrorObject } from '../../../lib/client/types.ts';
import { useClient } from '../../../lib/react/use-client.ts';
import { useQuote } from '../../../lib/react/use-quote.ts';
import { useStatus } from '../../../lib/react/use-status.ts';
import { type CoinSending, useSendCoin } from '../../../lib/react/wallet/use-send-coin.ts';
import { useWallet } from '../../../lib/react/wallet/use-wallet.ts';
import { Amount } from '../../../lib/ui/amount.tsx';
import { bridgeMessages } from '../../../lib/ui/bridge-messages.ts';
import { Button } from '../../../lib/ui/button.tsx';
import { ErrorNotice } from '../../../lib/ui/error-notice.tsx';
import { Facts } from '../../../lib/ui/facts.tsx';
import { Field } from '../../../lib/ui/field.tsx';
import { messages } from '../../../lib/ui/messages.ts';
import { Notice } from '../../../lib/ui/notice.tsx';
import { recipientFromText } from '../../../lib/ui/recipient-from-text.ts';
import { Spinner } from '../../../lib/ui/spinner.tsx';
import { Stepper } from '../../../lib/ui/stepper.tsx';
import { followTransfer } from './follow-transfer.tsx';
import type { WalletCoinProps } from './wallet-coin.tsx';

const words = bridgeMessages.coins.send;
const walletWords = messages.wallet;
const TRANSFER = 'VaultTransfer';

/** Two signatures give a coin to somebody; the first is kept while the second is missing. */
export function SendCoin({
  coin,
  account,
  chain,
  domain,
  onClose,
}: WalletCoinProps & { onClose(): void }) {
  const client = useClient();
  const status = useStatus();
  const { isWrongNetwork } = useWallet();
  const sending = useSendCoin(domain);
  const [text, setText] = useState('');
  const [isChecked, setChecked] = useState(false);
  const { to, problem } = checkRecipient(text, account, chain.keylessAccounts);
  const isBusy = sending.stage !== 'idle';
  const isOwned = sending.ownedTo !== undefined && sending.ownedTo === to;
  const name = bridgeMessages.coins.name(coin.slot);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    setChecked(true);
    if (!client || !to || isBusy) return;
    const hash = await sending.send(coin, to);
    if (!hash) return;
    followTransfer(client, hash, (status?.height ?? 0n) + 1n);
    onClose();
  }

  return (
    <form noValidate onSubmit={submit} className="mt-3 grid gap-4 text-sm">
      <p className="text-ink-2">{words.words}</p>
      <Field
        label={walletWords.to}
        name="coin-to"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          if (sending.error) sending.reset();
        }}
        placeholder={walletWords.toHint}
        autoComplete="off"
        spellCheck={false}
        readOnly={isBusy}
        problem={isChecked ? problem : undefined}
      />
      <Stepper label={words.label} steps={stepsOf(sending, isOwned)} />
      <Fee asOf={status?.height} unit={chain.coinSymbol} />
      {sending.error && <Problem error={sending.error} isOwned={isOwned} />}
      <div className="flex gap-2">
        <Button
          type="submit"
          kind="primary"
          disabled={isBusy || isWrongNetwork || status?.phase !== 'live'}
          data-stage={sending.stage}
        >
          {isBusy && <Spinner />}
          {buttonWords(sending.stage, isOwned, name)}
        </Button>
        <Button kind="quiet" disabled={isBusy} onClick={onClose}>
          {bridgeMessages.coins.cancel}
        </Button>
      </div>
    </form>
  );
}

function Fee({ asOf, unit }: { asOf: bigint | undefined; unit: string }) {
  const quote = useQuote(TRANSFER, asOf);
  if (!quote) return null;
  const value = <Amount wei={quote.feeMaxWei} unit={unit} />;
  return <Facts facts={[{ label: walletWords.fee, value }]} />;
}

function Problem({ error, isOwned }: { error: ErrorObject; isOwned: boolean }) {
  if (error.code !== 'wallet/rejected') return <ErrorNotice error={error} kind="care" />;
  if (!isOwned) return <ErrorNotice error={error} kind="plain" />;
  return <Notice title={walletWords.rejected}>{words.kept}</Notice>;
}

function stepsOf({ stage }: CoinSending, isOwned: boolean) {
  const isFirst = !isOwned && (stage === 'idle' || stage === 'owning');
  return [
    {
      ...{ key: 'own', title: words.own, words: words.ownWords },
      state: isFirst ? ('now' as const) : ('done' as const),
    },
    {
      ...{ key: 'act', title: words.act, words: words.actWords },
      state: isFirst ? ('later' as const) : ('now' as const),
    },
  ];
}

function buttonWords(stage: CoinSending['stage'], isOwned: boolean, name: string): string {
  if (stage === 'sending') return walletWords.sending;
  if (stage !== 'idle') return walletWords.signing;
  return isOwned ? words.submitAct(name) : words.submitOwn(name);
}

function checkRecipient(text: string, account: string, keylessAccounts: readonly Address[]) {
  const { address, problem } = recipientFromText(text, keylessAccounts);
  if (problem !== undefined) return { problem: walletWords.problems[problem] };
  if (address === account) return { problem: walletWords.problems.self };
  return { to: address };
}
