import { coinFileFrom } from '../../../lib/client/bridge/coin-file-from.ts';
import { TYPICAL_GAS } from '../../../lib/client/bridge/typical-gas.ts';
import { exitDepositCall, startExitCall } from '../../../lib/client/bridge/vault-calls.ts';
import type { VaultCoin } from '../../../lib/client/types.ts';
import { useSendProven } from '../../../lib/react/bridge/use-send-proven.ts';
import { useWallet } from '../../../lib/react/wallet/use-wallet.ts';
import { bridgeMessages } from '../../../lib/ui/bridge-messages.ts';
import { Button } from '../../../lib/ui/button.tsx';
import { formatAmount } from '../../../lib/ui/format/format-amount.ts';
import { formatSpan } from '../../../lib/ui/format/format-time.ts';
import { Spinner } from '../../../lib/ui/spinner.tsx';
import type { BridgeSituation } from './bridge-situation.ts';
import { EthereumFee } from './ethereum-fee.tsx';
import { SubmitProblems } from './submit-problems.tsx';

const words = bridgeMessages.coins;

/** What an exit takes and how long, then the signature. */
export function StartExit({
  coin,
  situation,
  onClose,
}: {
  coin: VaultCoin;
  situation: BridgeSituation;
  onClose(): void;
}) {
  const { contracts, facts, sender } = situation;
  const { isWrongNetwork } = useWallet();
  const sending = useSendProven(sender);
  const isDeposit = coin.parent === coin.birth;
  if (!facts) return null;
  const { exitBondWei, windowMs } = facts;

  async function start(): Promise<void> {
    const hash = await sending.send(
      async (weft) => {
        if (isDeposit) return exitDepositCall(coin.slot, exitBondWei, contracts);
        const file = await weft.coinFile(coin.slot, { transfersOnly: true });
        return startExitCall(coinFileFrom(file), exitBondWei, contracts);
      },
      { what: 'startExit', ids: [coin.slot] },
    );
    if (hash) onClose();
  }

  return (
    <div className="mt-3 grid gap-3 text-sm">
      <p className="text-ink-2">
        {words.exitWords(formatAmount(exitBondWei).short, formatSpan(windowMs))}
      </p>
      <SubmitProblems error={sending.error} />
      <div className="flex flex-wrap items-center gap-2">
        <Button
          kind="primary"
          disabled={sending.isBusy || isWrongNetwork}
          onClick={() => void start()}
        >
          {sending.isBusy && <Spinner />}
          {words.start}
        </Button>
        <Button kind="quiet" disabled={sending.isBusy} onClick={onClose}>
          {words.cancel}
        </Button>
        <EthereumFee
          gas={isDeposit ? TYPICAL_GAS.exitDeposit : TYPICAL_GAS.startExit}
          facts={facts}
        />
      </div>
    </div>
  );
}
