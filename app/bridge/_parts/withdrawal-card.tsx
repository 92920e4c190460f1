import { waitingClaims } from '../../../lib/client/bridge/sent.ts';
import type { WithdrawalTransfer } from '../../../lib/client/bridge/transfer.ts';
import { claimGas } from '../../../lib/client/bridge/typical-gas.ts';
import type { Claims } from '../../../lib/react/bridge/use-claims.ts';
import { useWallet } from '../../../lib/react/wallet/use-wallet.ts';
import { AccountAddress } from '../../../lib/ui/address.tsx';
import { assetText, nameOf } from '../../../lib/ui/asset-amount.tsx';
import { bridgeMessages } from '../../../lib/ui/bridge-messages.ts';
import { Button } from '../../../lib/ui/button.tsx';
import type { ChipKind } from '../../../lib/ui/chip.tsx';
import { formatNumber } from '../../../lib/ui/format/format-number.ts';
import { formatMoment } from '../../../lib/ui/format/format-time.ts';
import { HashText } from '../../../lib/ui/hash.tsx';
import { links } from '../../../lib/ui/links.ts';
import { PageLink } from '../../../lib/ui/page-link.tsx';
import { ProgressBar } from '../../../lib/ui/progress-bar.tsx';
import { Timeline, type TimelineEntry } from '../../../lib/ui/timeline.tsx';
import type { BridgeSituation } from './bridge-situation.ts';
import { EthereumFee } from './ethereum-fee.tsx';
import { TransferFrame } from './transfer-frame.tsx';

const { withdrawals: words, routes, chips, table } = bridgeMessages;

/** A withdrawal between its burning here and its payment on Ethereum. */
export function WithdrawalCard({
  transfer,
  situation,
  claims,
}: {
  transfer: WithdrawalTransfer;
  situation: BridgeSituation;
  claims: Claims;
}) {
  const { moved, state, isReturn, open } = transfer;
  const { assets, sent } = situation;
  const waiting = waitingClaims(sent);
  const rest = open.filter((index) => !waiting.has(index));
  const isSent = rest.length === 0 && open.length > 0;
  const wallet = useWallet();
  const isClaimable = state === 'claimable';
  const mayClaim = isClaimable || state === 'checkpoint';
  const isRunning = claims.stage !== 'idle' && claims.stage !== 'waiting';
  const what = assetText({ ...moved, count: open.length || 1 }, nameOf(assets, moved));
  const paid = moved.count - open.length;
  return (
    <TransferFrame
      moved={moved}
      assets={assets}
      route={isReturn ? routes.returned : routes.withdrawal}
      chip={chips.withdrawal[state]}
      chipKind={chipKindOf(state)}
    >
      {transfer.to !== situation.account && (
        <p className="mb-3 flex items-center gap-2 text-sm text-ink-2">
          {words.receiver} <AccountAddress address={transfer.to} />
        </p>
      )}
      <Timeline entries={entriesOf(transfer, situation)} />
      {moved.count > 1 && state !== 'finalizing' && (
        <div className="mt-3 grid gap-1.5 text-xs text-ink-2">
          <ProgressBar share={paid / moved.count} tight />
          {words.progress(paid, moved.count)}
        </div>
      )}
      {mayClaim && (
        <div className="mt-4 flex flex-wrap items-center gap-2.5 max-desk:*:flex-1">
          <Button
            kind={isClaimable ? 'primary' : 'plain'}
            disabled={isRunning || isSent || wallet.isWrongNetwork}
            onClick={() => void claims.claim(rest)}
          >
            {isSent
              ? bridgeMessages.sent.waitsForBlock
              : isClaimable
                ? words.claim(what)
                : words.postAndClaim(what)}
          </Button>
          <EthereumFee gas={claimGas(open.length, !isClaimable)} facts={situation.facts} />
        </div>
      )}
    </TransferFrame>
  );
}

function chipKindOf(state: WithdrawalTransfer['state']): ChipKind {
  if (state === 'claimable') return 'final';
  return state === 'unknown' ? 'plain' : 'pending';
}

function entriesOf(transfer: WithdrawalTransfer, { facts }: BridgeSituation): TimelineEntry[] {
  const { state, height, atMs, claims } = transfer;
  const checkpoint = facts?.checkpoint;
  const isCovered = state === 'claimable' || state === 'claiming';
  const [claim] = claims.slice(-1);
  return [
    {
      key: 'burnt',
      title: height === undefined ? words.burning : words.burnt,
      aside: atMs !== undefined && formatMoment(atMs, Date.now()),
      children:
        height === undefined ? (
          words.burningWords
        ) : (
          <>
            {words.burntIn}{' '}
            <PageLink className="link" href={links.block(height)}>
              {formatNumber(height)}
            </PageLink>
          </>
        ),
      state: height === undefined ? 'now' : 'done',
    },
    {
      key: 'checkpoint',
      title: words.checkpoint,
      aside: isCovered && checkpoint && formatMoment(checkpoint.acceptedAtMs, Date.now()),
      children: checkpointWords(transfer, checkpoint?.height),
      state: isCovered ? 'done' : state === 'checkpoint' ? 'now' : 'later',
    },
    {
      key: 'claim',
      title: claimTitle(state),
      children:
        state === 'claiming' && claim ? (
          <HashText hash={claim.transaction} what={table.transaction} />
        ) : state === 'claimable' ? (
          words.readyWords
        ) : state === 'unknown' ? (
          words.checkingWords(facts?.readFrom ?? 0n)
        ) : (
          words.claimWait
        ),
      state: isCovered || state === 'unknown' ? 'now' : 'later',
    },
  ];
}

function checkpointWords({ state, height }: WithdrawalTransfer, newest: bigint | undefined) {
  if (state !== 'checkpoint' || height === undefined) {
    return newest !== undefined && state !== 'finalizing' && words.covered(newest);
  }
  return (
    <>
      {words.checkpointWaits(height)}
      {newest !== undefined && <>; {words.checkpointNewest(newest)}</>}. {words.checkpointPost}
    </>
  );
}

function claimTitle(state: WithdrawalTransfer['state']): string {
  if (state === 'claiming') return words.claiming;
  if (state === 'unknown') return words.checking;
  return state === 'claimable' ? words.ready : words.claimed;
}
