import type { CoinFile } from '../../../lib/client/rescue/open-coin-file.ts';
import type { CoinReport } from '../../../lib/client/rescue/rescue-coin.ts';
import { Amount } from '../../../lib/ui/amount.tsx';
import { Button } from '../../../lib/ui/button.tsx';
import { Card } from '../../../lib/ui/card.tsx';
import { errorWords } from '../../../lib/ui/error-words.ts';
import { Facts } from '../../../lib/ui/facts.tsx';
import { FullAddress } from '../../../lib/ui/full-address.tsx';
import { Notice } from '../../../lib/ui/notice.tsx';
import { rescueMessages } from '../../../lib/ui/rescue-messages.ts';
import type { RescueState } from './use-rescue.ts';

const words = rescueMessages.found;

/** Whose the coin is, and how much of that is proven. */
export function FoundCard({
  file,
  report,
  state: { isBusy, checkAgain },
}: {
  file: CoinFile;
  report: CoinReport;
  state: RescueState;
}) {
  const { history, coinBlocks, owner, account } = report;
  const provenTo = history?.provenTo ?? file.coin.birth;
  return (
    <Card
      title={words.title}
      aside={
        <Button size="small" disabled={isBusy} onClick={checkAgain}>
          {words.again}
        </Button>
      }
    >
      <div className="grid gap-4">
        <Verdict report={report} />
        <Facts
          facts={[
            { label: words.owner, value: <FullAddress address={owner} /> },
            { label: words.account, value: <FullAddress address={account} /> },
            { label: words.vault, value: <FullAddress address={file.vault} /> },
            { label: words.value, value: <Value file={file} /> },
            { label: words.provenTo, value: words.coinBlock(provenTo, coinBlocks) },
          ]}
        />
        <Cares report={report} provenTo={provenTo} />
      </div>
    </Card>
  );
}

function Verdict({ report: { isExited, owner, account, exits } }: { report: CoinReport }) {
  if (isExited) {
    const mayBeOwn = exits.some(
      ({ exitor, state }) => exitor === account && (state === 'finalized' || state === 'settled'),
    );
    if (mayBeOwn) return <Notice title={words.exited}>{words.exitedNext}</Notice>;
    return (
      <Notice kind="care" title={words.taken}>
        {words.takenNext}
      </Notice>
    );
  }
  if (owner === account) return <Notice title={words.yours}>{words.yoursNext}</Notice>;
  return (
    <Notice kind="care" title={words.others}>
      {words.othersNext}
    </Notice>
  );
}

function Cares({
  report: { history, historyProblem, coinBlocks, isExited },
  provenTo,
}: {
  report: CoinReport;
  provenTo: bigint;
}) {
  if (isExited) return null;
  return (
    <>
      <Notice kind="care" title={words.known}>
        {words.knownNext}
      </Notice>
      {(historyProblem || history?.isWhole === false) && (
        <Notice kind="care" title={words.history}>
          {historyProblem ? `${errorWords(historyProblem).happened}. ` : `${words.partial}. `}
          {words.historyNext}
        </Notice>
      )}
      {history?.isWhole && provenTo < coinBlocks && (
        <Notice kind="care" title={words.newer}>
          {words.newerNext}
        </Notice>
      )}
      {history?.isTooLong && (
        <Notice kind="care" title={words.tooLong}>
          {words.tooLongNext}
        </Notice>
      )}
    </>
  );
}

function Value({ file: { coin } }: { file: CoinFile }) {
  if (coin.kind === 0) return <Amount wei={coin.value} unit="ETH" />;
  return <>{coin.kind === 1 ? words.units(coin.value) : words.token(coin.value)}</>;
}
