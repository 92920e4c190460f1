import { Field } from '../../../lib/ui/field.tsx';
import { stakeMessages } from '../../../lib/ui/stake-messages.ts';

const words = stakeMessages.validate.form;

/** The part of the fees that a validator keeps, in percents. */
export function FeeField({
  text,
  onType,
  readOnly,
  problem,
}: {
  text: string;
  onType: (text: string) => void;
  readOnly: boolean;
  problem: string | undefined;
}) {
  return (
    <Field
      label={words.fee}
      name="fee"
      inputMode="numeric"
      value={text}
      onChange={(event) => onType(event.target.value)}
      autoComplete="off"
      readOnly={readOnly}
      problem={problem}
      hint={words.feeHint}
      after={<span className="text-ink-2">%</span>}
    />
  );
}
