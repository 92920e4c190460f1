import dynamic from 'next/dynamic';
import { type ReactNode, useState } from 'react';
import type { Address, StakesView, ValidatorsView } from '../../../lib/client/types.ts';
import { useNames } from '../../../lib/react/use-names.ts';
import { AccountAddress } from '../../../lib/ui/address.tsx';
import { Amount } from '../../../lib/ui/amount.tsx';
import { Bones } from '../../../lib/ui/bones.tsx';
import { Button } from '../../../lib/ui/button.tsx';
import { Card } from '../../../lib/ui/card.tsx';
import { Countdown } from '../../../lib/ui/countdown.tsx';
import { shortHex } from '../../../lib/ui/format/short-hex.ts';
import { stakeMessages } from '../../../lib/ui/stake-messages.ts';
import { OwnStakeRow } from './own-stake-row.tsx';
import { OwnValidatorRows } from './own-validator-rows.tsx';

const words = stakeMessages.stake.own;

// The form comes when somebody is about to fill it in.
const UndelegateDialog = dynamic(
  () => import('./undelegate-dialog.tsx').then((module) => module.UndelegateDialog),
  { ssr: false },
);

interface Props {
  account: Address;
  /** Undefined while it is read. */
  stakes: StakesView | undefined;
  validators: ValidatorsView;
  unit: string;
  nowMs: number;
}

/** What the account has at stake, with whom, and what is on its way back. */
export function OwnStakeCard({ stakes, ...rest }: Props) {
  if (!stakes) {
    return (
      <Card title={words.title}>
        <Bones reason={stakeMessages.stake.loading} />
      </Card>
    );
  }
  const { withdrawableWei } = stakes;
  return (
    <Card
      flush
      title={words.title}
      aside={withdrawableWei > 0n && <Amount wei={withdrawableWei} unit={rest.unit} />}
    >
      <StakeList {...rest} stakes={stakes} />
    </Card>
  );
}

function StakeList({ account, stakes, validators, unit, nowMs }: Props & { stakes: StakesView }) {
  const { delegations, unbondings, withdrawableWei, foundingWei, validator } = stakes;
  const isEmpty = withdrawableWei === 0n && foundingWei === 0n && !validator?.isCandidate;
  const [chosen, setChosen] = useState<Address>();
  const nameOf = useNames();
  const named = (address: Address) =>
    address === account ? words.yourself : (nameOf(address) ?? shortHex(address));
  const stakedWei = delegations.find(({ validator }) => validator === chosen)?.amountWei ?? 0n;
  const row = { unit, named };
  return (
    <>
      <ul className="text-sm" data-withdrawable-wei={`${withdrawableWei}`}>
        {delegations.map(({ validator, amountWei }) => (
          <StakeRow key={validator} {...row} {...{ validator, amountWei }} words={words.bonded}>
            <Button
              size="small"
              aria-label={words.takeBackFrom(named(validator))}
              onClick={() => setChosen(validator)}
            >
              {words.takeBack}
            </Button>
          </StakeRow>
        ))}
        {unbondings.map(({ validator, amountWei, releasedAtMs, isCertain }) => (
          <StakeRow
            key={`${validator} ${releasedAtMs}`}
            {...row}
            {...{ validator, amountWei }}
            words={words.back}
          >
            <span className="text-ink-2">
              <Countdown
                untilMs={releasedAtMs}
                nowMs={nowMs}
                words={isCertain ? words.releasedIn : words.releasedAbout}
                passed={words.releasedNow}
              />
            </span>
          </StakeRow>
        ))}
        <OwnValidatorRows {...{ stakes, validators, unit }} />
      </ul>
      {isEmpty && (
        <p className="px-6 pb-6 text-sm text-ink-2 max-desk:px-4 max-desk:pb-[18px]">
          {words.none} {words.noneNext}
        </p>
      )}
      {withdrawableWei > 0n && (
        <p className="border-t border-hairline px-6 py-3.5 text-xs text-ink-2 max-desk:px-4">
          {words.earns}
        </p>
      )}
      {chosen && (
        <UndelegateDialog
          validator={chosen}
          name={named(chosen)}
          {...{ stakedWei, validators, unit }}
          onClose={() => setChosen(undefined)}
        />
      )}
    </>
  );
}

function StakeRow({
  validator,
  amountWei,
  words: state,
  unit,
  named,
  children,
}: {
  validator: Address;
  amountWei: bigint;
  words: string;
  unit: string;
  named: (address: Address) => string;
  children: ReactNode;
}) {
  return (
    <OwnStakeRow
      data-stake-with={validator}
      below={<AccountAddress address={validator} name={named(validator)} />}
      action={children}
    >
      <Amount wei={amountWei} unit={unit} /> <span className="text-ink-2">{state}</span>
    </OwnStakeRow>
  );
}
