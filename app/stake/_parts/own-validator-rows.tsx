import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { StakesView, ValidatorsView, ValidatorView } from '../../../lib/client/types.ts';
import { Amount } from '../../../lib/ui/amount.tsx';
import { Button } from '../../../lib/ui/button.tsx';
import { stakeMessages } from '../../../lib/ui/stake-messages.ts';
import { OwnStakeRow } from './own-stake-row.tsx';

const words = stakeMessages.stake.own;

// The forms come when somebody is about to fill them in.
const FeeDialog = dynamic(() => import('./fee-dialog.tsx').then((module) => module.FeeDialog), {
  ssr: false,
});
const BurnFoundingDialog = dynamic(
  () => import('./burn-founding-dialog.tsx').then((module) => module.BurnFoundingDialog),
  { ssr: false },
);

/** What an account has as a validator: founding stake, and the fee it keeps. */
export function OwnValidatorRows({
  stakes: { foundingWei, validator },
  validators,
  unit,
}: {
  stakes: StakesView;
  validators: ValidatorsView;
  unit: string;
}) {
  const [chosen, setChosen] = useState<{ form: 'fee' | 'burn'; validator: ValidatorView }>();
  const close = () => setChosen(undefined);
  // Where committees never change, neither would change anything.
  const canChange = validators.endsAtMs !== undefined;
  const { epoch } = validators;
  if (!validator) return null;
  return (
    <>
      {foundingWei > 0n && (
        <OwnStakeRow
          data-founding-wei={`${foundingWei}`}
          below={<p className="text-ink-2">{words.foundingWords}</p>}
          action={
            canChange && (
              <Button
                size="small"
                aria-label={words.burnFounding}
                onClick={() => setChosen({ form: 'burn', validator })}
              >
                {words.burn}
              </Button>
            )
          }
        >
          <Amount wei={foundingWei} unit={unit} />{' '}
          <span className="text-ink-2">{words.founding}</span>
        </OwnStakeRow>
      )}
      {validator.isCandidate && canChange && (
        <OwnStakeRow
          data-own-fee={`${validator.feePercent}`}
          below={
            validator.nextFeePercent !== undefined && (
              <p className="text-ink-2">{words.feeFrom(validator.nextFeePercent, epoch + 1n)}</p>
            )
          }
          action={
            <Button size="small" onClick={() => setChosen({ form: 'fee', validator })}>
              {words.changeFee}
            </Button>
          }
        >
          <b className="font-[540]">{stakeMessages.stake.fee(validator.feePercent)}</b>{' '}
          <span className="text-ink-2">{words.fee}</span>
        </OwnStakeRow>
      )}
      {chosen?.form === 'fee' && (
        <FeeDialog validator={chosen.validator} epoch={epoch} onClose={close} />
      )}
      {chosen?.form === 'burn' && (
        <BurnFoundingDialog {...chosen} {...{ validators, unit }} onClose={close} />
      )}
    </>
  );
}
