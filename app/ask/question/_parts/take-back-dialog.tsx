import { takeBackBountyAction } from '../../../../lib/client/qa/actions.ts';
import { useChain } from '../../../../lib/react/use-chain.ts';
import { askMessages } from '../../../../lib/ui/ask-messages.ts';
import { Dialog } from '../../../../lib/ui/dialog.tsx';
import { formatAmount } from '../../../../lib/ui/format/format-amount.ts';
import { ActionForm } from '../../../_parts/action-form.tsx';
import { NetworkNotice } from '../../../_parts/network-notice.tsx';

const words = askMessages.writing.bounty;

/** A bounty that nobody won returns to who offered it. */
export function TakeBackDialog({
  question,
  amountWei,
  onClose,
}: {
  question: bigint;
  amountWei: bigint;
  onClose: () => void;
}) {
  const unit = useChain()?.coinSymbol ?? '';
  return (
    <Dialog open onClose={onClose} title={words.takeBackTitle}>
      <NetworkNotice />
      <ActionForm
        meaningOf={() => ({
          field: (
            <p className="text-sm">
              {words.takeBackLead(`${formatAmount(amountWei).short} ${unit}`)}
            </p>
          ),
          facts: [],
          risk: words.takeBackRisk,
          submitWords: words.takeBack,
          action: () => takeBackBountyAction(question),
        })}
        onClose={onClose}
      />
    </Dialog>
  );
}
