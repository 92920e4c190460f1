import { acceptAction } from '../../../../lib/client/qa/actions.ts';
import { useChain } from '../../../../lib/react/use-chain.ts';
import { askMessages } from '../../../../lib/ui/ask-messages.ts';
import { Dialog } from '../../../../lib/ui/dialog.tsx';
import { formatAmount } from '../../../../lib/ui/format/format-amount.ts';
import { ActionForm } from '../../../_parts/action-form.tsx';
import { NetworkNotice } from '../../../_parts/network-notice.tsx';

const words = askMessages.writing.bounty;

/** An acceptance that pays a bounty is for the wallet to sign, as whatever gives coins away. */
export function AcceptDialog({
  question,
  answer,
  amountWei,
  onClose,
}: {
  question: bigint;
  answer: bigint;
  amountWei: bigint;
  onClose: () => void;
}) {
  const unit = useChain()?.coinSymbol ?? '';
  const amount = `${formatAmount(amountWei).short} ${unit}`;
  return (
    <Dialog open onClose={onClose} title={words.payTitle}>
      <NetworkNotice />
      <ActionForm
        meaningOf={() => ({
          field: <p className="text-sm">{words.payLead(amount)}</p>,
          facts: [],
          risk: words.payRisk,
          submitWords: words.pay(amount),
          action: () => acceptAction(question, answer),
        })}
        onClose={onClose}
      />
    </Dialog>
  );
}
