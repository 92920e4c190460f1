import { askMessages } from '../../../../lib/ui/ask-messages.ts';
import { cx } from '../../../../lib/ui/cx.ts';
import { ANSWERS_ORDERS, type AnswersOrder } from './answers-order.ts';

const words = askMessages.question;

export function AnswerOrderChoice({
  order,
  onOrder,
}: {
  order: AnswersOrder;
  onOrder: (order: AnswersOrder) => void;
}) {
  return (
    <fieldset
      aria-label={words.sort}
      className="inline-flex gap-0.5 rounded-[11px] bg-cloth-sunken p-[3px]"
    >
      {ANSWERS_ORDERS.map((each) => (
        <button
          key={each}
          type="button"
          aria-pressed={each === order}
          onClick={() => onOrder(each)}
          className={cx(
            'h-[34px] rounded-[8px] px-3.5 text-control font-medium max-desk:h-11',
            each === order
              ? 'bg-cloth-top text-ink shadow-low ring ring-hairline'
              : 'text-ink-2 hover:text-ink',
          )}
        >
          {words.orders[each]}
        </button>
      ))}
    </fieldset>
  );
}
