import type { Address, ValidatorsView, ValidatorView } from '../../../lib/client/types.ts';
import { AccountAddress } from '../../../lib/ui/address.tsx';
import { Amount } from '../../../lib/ui/amount.tsx';
import { Button } from '../../../lib/ui/button.tsx';
import { Card } from '../../../lib/ui/card.tsx';
import { Chip } from '../../../lib/ui/chip.tsx';
import { nameOf } from '../../../lib/ui/committees.ts';
import { feeWords } from '../../../lib/ui/fee-words.ts';
import { stakeMessages } from '../../../lib/ui/stake-messages.ts';
import {
  foundingWords,
  powerShares,
  powerWords,
  STATE_CHIPS,
  uptimeWords,
} from './validator-facts.ts';

const words = stakeMessages.stake.list;

/** Everybody who votes or would, side by side: power, what they did, fee, founding stake. */
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
      <p className="border-t border-hairline px-6 py-3.5 text-xs text-ink-2 max-desk:px-4">
        {words.foundingNote}
      </p>
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
  const { account, name, state, power, nextPower, stakeWei } = validator;
  const uptime = uptimeWords(validator);
  return (
    <li
      data-validator={account}
      data-state={state}
      data-power={`${power}`}
      data-next-power={`${nextPower}`}
      className="grid grid-cols-[minmax(0,1fr)_200px_152px_88px] items-start gap-x-4 gap-y-2.5 border-t border-hairline px-6 py-4 first:border-t-0 max-desk:grid-cols-[minmax(0,1fr)_auto] max-desk:px-4"
    >
      <div className="min-w-0">
        <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1.5">
          <AccountAddress address={account} name={name} />
          <span className="inline-flex flex-wrap gap-1.5">
            <Chip kind={STATE_CHIPS[state]}>{words.states[state]}</Chip>
            {isOwn && <Chip>{words.yours}</Chip>}
          </span>
        </div>
        <p className="mt-1 text-ink-2">{words.fee(feeWords(validator))}</p>
      </div>
      <div className="justify-self-end desk:order-last">
        {onDelegate && validator.isCandidate && (
          <Button
            size="small"
            aria-label={isOwn ? undefined : words.delegateTo(nameOf(validator))}
            onClick={() => onDelegate(validator)}
          >
            {isOwn ? words.add : words.delegate}
          </Button>
        )}
      </div>
      <div className="min-w-0 max-desk:col-span-2">
        <p className="text-ink">{powerWords(validator, validators)}</p>
        <PowerBar {...powerShares(validator, validators)} />
        <p className="text-ink-2">
          <Amount wei={stakeWei} unit={unit} />, {foundingWords(validator)}
        </p>
      </div>
      <div className="text-ink-2 max-desk:col-span-2 max-desk:flex max-desk:flex-wrap max-desk:gap-x-4">
        <p>{uptime.turns}</p>
        {uptime.signed && <p>{uptime.signed}</p>}
        {state === 'jailed' && validator.mayUnjailAtEpoch !== undefined && (
          <p className="text-care">{words.jailedUntil(validator.mayUnjailAtEpoch)}</p>
        )}
      </div>
    </li>
  );
}

/** Of all power: undyed what rests on founding stake, dyed what coins gave. Words say the same. */
function PowerBar({ share, founding }: { share: number; founding: number }) {
  return (
    <div
      aria-hidden="true"
      className="my-1.5 flex h-1.5 gap-px overflow-hidden rounded-sm bg-cloth-sunken"
    >
      <i className="bg-warp-lit" style={{ width: `${founding * 100}%` }} />
      <i className="bg-dye-3" style={{ width: `${(share - founding) * 100}%` }} />
    </div>
  );
}
