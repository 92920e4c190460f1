import { Choice } from '../../lib/ui/choice.tsx';
import { sessionMessages } from '../../lib/ui/session-messages.ts';

const words = sessionMessages.open;
const OPTIONS = words.choices.map(({ days, words }) => ({ value: days, words }));

/** For how long a browser may sign by itself. */
export function SessionDays({
  days,
  isDisabled,
  onChoose,
}: {
  days: number;
  isDisabled: boolean;
  onChoose(days: number): void;
}) {
  return (
    <Choice
      label={words.howLong}
      name="session-days"
      options={OPTIONS}
      value={days}
      isDisabled={isDisabled}
      onChoose={onChoose}
    />
  );
}
