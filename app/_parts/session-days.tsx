import { sessionMessages } from '../../lib/ui/session-messages.ts';

const words = sessionMessages.open;

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
    <fieldset disabled={isDisabled} className="min-w-0">
      <legend className="mb-1.5 text-sm font-medium text-ink-2">{words.howLong}</legend>
      <div className="grid grid-cols-3 gap-2">
        {words.choices.map((choice) => (
          <label
            key={choice.days}
            className="relative flex h-11 cursor-pointer items-center justify-center rounded-control border border-hairline-strong bg-cloth-top text-control [--ground:var(--cloth-top)] hover:border-outline has-checked:border-dye-3 has-checked:font-strong has-checked:inset-ring has-checked:inset-ring-dye-3 has-focus-visible:outline-2 has-focus-visible:outline-offset-3 has-focus-visible:outline-focus"
          >
            <input
              type="radio"
              name="session-days"
              value={choice.days}
              checked={days === choice.days}
              onChange={() => onChoose(choice.days)}
              className="absolute opacity-0"
            />
            {choice.words}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
