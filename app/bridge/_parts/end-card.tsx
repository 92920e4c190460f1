import { useEffect, useState } from 'react';
import { openRefunds, type Refund } from '../../../lib/client/bridge/open-refunds.ts';
import { type Step, waitingFor } from '../../../lib/client/bridge/sent.ts';
import { TYPICAL_GAS } from '../../../lib/client/bridge/typical-gas.ts';
import type { WeftClient } from '../../../lib/client/create-client.ts';
import type { ErrorObject, EscapeCall, Escapes } from '../../../lib/client/types.ts';
import { useSendToEthereum } from '../../../lib/react/bridge/use-send-to-ethereum.ts';
import { useClient } from '../../../lib/react/use-client.ts';
import { useWallet } from '../../../lib/react/wallet/use-wallet.ts';
import { AssetAmount, assetText, nameOf } from '../../../lib/ui/asset-amount.tsx';
import { Bones } from '../../../lib/ui/bones.tsx';
import { bridgeMessages } from '../../../lib/ui/bridge-messages.ts';
import { Button } from '../../../lib/ui/button.tsx';
import { Card } from '../../../lib/ui/card.tsx';
import { ErrorNotice } from '../../../lib/ui/error-notice.tsx';
import { Notice } from '../../../lib/ui/notice.tsx';
import { problemFrom } from '../../../lib/ui/problem.ts';
import { Spinner } from '../../../lib/ui/spinner.tsx';
import type { BridgeSituation } from './bridge-situation.ts';
import { EthereumFee } from './ethereum-fee.tsx';
import { SigningError } from './signing-error.tsx';

const words = bridgeMessages.end;

/** The chain was given up on Ethereum: what is the account's by the last state, and its payment. */
export function EndCard({ situation }: { situation: BridgeSituation }) {
  const { facts } = situation;
  if (!facts || facts.end === 'alive') return null;
  if (facts.end === 'declared') {
    return (
      <div className="mb-6">
        <Notice kind="care" title={words.declared}>
          {words.declaredWords}
        </Notice>
      </div>
    );
  }
  return <SealedCard situation={situation} />;
}

function SealedCard({ situation }: { situation: BridgeSituation }) {
  const [from, setFrom] = useState(0);
  const { found, error } = useRest(situation, from);
  const { escapes, refunds } = found ?? { refunds: [] };
  const next = escapes?.next;
  return (
    <div className="mb-10">
      <Card title={words.sealed}>
        <p className="text-ink-2">{words.sealedWords}</p>
        {!found &&
          (error ? (
            <ErrorNotice error={error} kind="care" />
          ) : (
            <Bones rows={2} reason={words.proving} />
          ))}
        {escapes && escapes.calls.length + refunds.length === 0 && from === 0 && (
          <p>{words.nothing}</p>
        )}
        <ul>
          {escapes?.calls.map((call) => (
            <Escape
              key={`${call.kind} ${call.token} ${call.kind === 2 ? call.value : ''}`}
              call={call}
              situation={situation}
            />
          ))}
          {refunds.map(({ index, event: { kind, token, value }, call }) => (
            <Escape
              key={`${index}`}
              call={{ kind, token, value, ...call }}
              situation={situation}
              refundOf={index}
            />
          ))}
        </ul>
        {(next !== undefined || from > 0) && (
          <div className="mt-4 flex flex-wrap gap-3">
            {next !== undefined && <Button onClick={() => setFrom(next)}>{words.more}</Button>}
            {from > 0 && <Button onClick={() => setFrom(0)}>{words.first}</Button>}
          </div>
        )}
      </Card>
    </div>
  );
}

interface Rest {
  escapes: Escapes;
  refunds: Refund[];
}

/** What is still the account's, asked again with each block of Ethereum. */
function useRest({ account, facts, client: ethereum, contracts }: BridgeSituation, from: number) {
  const client = useClient();
  const [found, setFound] = useState<Rest>();
  const [error, setError] = useState<ErrorObject>();
  const head = facts?.head;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the rest is as new as the head
  useEffect(() => {
    let isCurrent = true;
    async function look(weft: WeftClient): Promise<void> {
      const escapes = await weft.escapes(account, from);
      const { appliedInboxCount } = escapes;
      const asked = { account, appliedInboxCount };
      const refunds = await openRefunds(ethereum, contracts, facts?.events ?? [], asked);
      if (isCurrent) setFound({ escapes, refunds });
    }
    if (client) look(client).catch((thrown) => isCurrent && setError(problemFrom(thrown)));
    return () => {
      isCurrent = false;
    };
  }, [client, account, head, from]);
  return { found, error };
}

function Escape({
  call,
  situation,
  refundOf,
}: {
  call: EscapeCall;
  situation: BridgeSituation;
  /** Of a deposit that goes back: its number in the inbox. */
  refundOf?: bigint;
}) {
  const { assets, facts, sender, sent } = situation;
  const { isWrongNetwork } = useWallet();
  const sending = useSendToEthereum(sender);
  const moved = { kind: call.kind, token: call.token, value: call.value, count: 1 };
  const asset = nameOf(assets, call);
  const step: Step & { what: 'escape' | 'refund' } =
    refundOf === undefined
      ? { what: 'escape', ids: [], moved }
      : { what: 'refund', ids: [refundOf], moved };
  const isSent = waitingFor(step, sent) !== undefined;
  const isBusy = isSent || sending.stage === 'signing' || sending.stage === 'including';
  return (
    <li className="flex flex-wrap items-center justify-between gap-3 border-t border-hairline py-3 first:border-t-0">
      <span>
        <AssetAmount moved={moved} asset={asset} />{' '}
        <span className="text-sm text-ink-2">
          {refundOf !== undefined ? words.refund : words.held}
        </span>{' '}
        <EthereumFee gas={TYPICAL_GAS[step.what]} facts={facts} />
      </span>
      <Button
        size="small"
        kind="primary"
        disabled={isBusy || sending.stage === 'included' || isWrongNetwork}
        onClick={() => void sending.send(call, step)}
      >
        {isBusy && <Spinner />}
        {sending.stage === 'included' ? words.paid : words.take(assetText(moved, asset))}
      </Button>
      {sending.error && <SigningError error={sending.error} />}
    </li>
  );
}
