import type { Requirement } from '../../../../lib/client/sponsor/views.ts';
import { Choice } from '../../../../lib/ui/choice.tsx';
import { sponsorMessages } from '../../../../lib/ui/sponsor-messages.ts';

const words = sponsorMessages.openForm;
/** What is wise comes first. */
const CHOICES = ['invitation', 'coins', 'nothing'] as const satisfies readonly Requirement[];
const OPTIONS = CHOICES.map((value) => ({ value, words: words.choices[value] }));

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
    <Choice
      label={words.requires}
      name="requires"
      options={OPTIONS}
      value={requires}
      isDisabled={isDisabled}
      hint={words.hints[requires]}
      className="grid-cols-3 max-desk:grid-cols-1"
      onChoose={onChoose}
    />
  );
}
