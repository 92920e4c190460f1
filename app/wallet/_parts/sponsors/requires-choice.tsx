import type { Requirement } from '../../../../lib/client/sponsor/views.ts';
import { sponsorMessages } from '../../../../lib/ui/sponsor-messages.ts';

const words = sponsorMessages.openForm;
/** What is wise comes first. */
const CHOICES = ['invitation', 'coins', 'nothing'] as const satisfies readonly Requirement[];

/** For whom a grant pays. */
export function RequiresChoice({
  requires,
  isDisabled,
  onChoose,
}: {
  requires: Requirement;
  isDisabled: boolean;
  onChoose(requires: Requirement): void;
}) {
  return (
    <fieldset disabled={isDisabled} className="min-w-0">
      <legend className="mb-1.5 text-sm font-medium text-ink-2">{words.requires}</legend>
      <div className="grid grid-cols-3 gap-2 max-desk:grid-cols-1">
        {CHOICES.map((choice) => (
          <label
            key={choice}
            className="relative flex h-11 cursor-pointer items-center justify-center rounded-control border border-hairline-strong bg-cloth-top px-2 text-center text-control [--ground:var(--cloth-top)] hover:border-outline has-checked:border-dye-3 has-checked:font-strong has-checked:inset-ring has-checked:inset-ring-dye-3 has-focus-visible:outline-2 has-focus-visible:outline-offset-3 has-focus-visible:outline-focus"
          >
            <input
              type="radio"
              name="requires"
              value={choice}
              checked={requires === choice}
              onChange={() => onChoose(choice)}
              className="absolute opacity-0"
            />
            {words.choices[choice]}
          </label>
        ))}
      </div>
      <p className="mt-1.5 text-sm text-ink-2">{words.hints[requires]}</p>
    </fieldset>
  );
}
