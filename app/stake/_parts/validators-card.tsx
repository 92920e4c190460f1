import type { Address, ValidatorsView, ValidatorView } from '../../../lib/client/types.ts';
import { AccountAddress } from '../../../lib/ui/address.tsx';
import { Amount } from '../../../lib/ui/amount.tsx';
import { Button } from '../../../lib/ui/button.tsx';
import { Card } from '../../../lib/ui/card.tsx';
import { Chip } from '../../../lib/ui/chip.tsx';
import { nameOf } from '../../../lib/ui/committees.ts';
import { messages } from '../../../lib/ui/messages.ts';
import { foundingWords, powerWords, STATE_CHIPS, uptimeWords } from './validator-facts.ts';

const words = messages.stake.list;

/** Everybody who votes or would: power, what they did, fee, founding stake. */
export function ValidatorsCard({
  validators,
  unit,
  account,
  onDelegate,
}: {
  validators: ValidatorsView;
  unit: string;
  account: Address | undefined;
  onDelegate: (validator: ValidatorView) => void;
}) {
  return (
    <Card flush title={words.title} aside={<span className="text-xs">{words.note}</span>}>
      <ol className="text-sm">
        {validators.validators.map((validator) => (
          <ValidatorRow
            key={validator.account}
            validator={validator}
            validators={validators}
            unit={unit}
            isOwn={validator.account === account}
            onDelegate={validators.endsAtMs === undefined ? undefined : onDelegate}
          />
        ))}
      </ol>
    </Card>
  );
}

function ValidatorRow({
  validator,
  validators,
  unit,
  isOwn,
  onDelegate,
}: {
  validator: ValidatorView;
  validators: ValidatorsView;
  unit: string;
  isOwn: boolean;
  onDelegate: ((validator: ValidatorView) => void) | undefined;
}) {
  const { account, name, state, power, nextPower, feePercent, stakeWei } = validator;
  const uptime = uptimeWords(validator);
  return (
    <li
      data-validator={account}
      data-state={state}
      data-power={`${power}`}
      data-next-power={`${nextPower}`}
      className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 border-t border-hairline px-6 py-3.5 first:border-t-0 max-desk:px-4"
    >
      <div className="flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-1">
        <AccountAddress address={account} name={name} />
        <Chip kind={STATE_CHIPS[state]}>{words.states[state]}</Chip>
        {isOwn && <Chip>{words.yours}</Chip>}
      </div>
      {onDelegate && validator.isCandidate ? (
        <Button
          size="small"
          aria-label={isOwn ? undefined : words.delegateTo(nameOf(validator))}
          onClick={() => onDelegate(validator)}
        >
          {isOwn ? words.add : words.delegate}
        </Button>
      ) : (
        <span />
      )}
      <p className="col-span-2 text-ink">
        {powerWords(validator, validators)}
        <span className="text-ink-2">
          {', '}
          {words.fee(feePercent)}
        </span>
        {state === 'jailed' && validator.mayUnjailAtEpoch !== undefined && (
          <span className="text-care">, {words.jailedUntil(validator.mayUnjailAtEpoch)}</span>
        )}
      </p>
      <p className="col-span-2 text-ink-2">
        {words.stake} <Amount wei={stakeWei} unit={unit} />, {foundingWords(validator)}
      </p>
      <p className="col-span-2 text-ink-2">
        {[uptime.turns, uptime.signed].filter(Boolean).join(', ')}
      </p>
    </li>
  );
}
