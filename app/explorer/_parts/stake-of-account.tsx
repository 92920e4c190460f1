import type { ReactNode } from 'react';
import type { Address, StakesView } from '../../../lib/client/types.ts';
import { useStakes } from '../../../lib/react/use-stakes.ts';
import { AccountAddress } from '../../../lib/ui/address.tsx';
import { Amount } from '../../../lib/ui/amount.tsx';
import { Card } from '../../../lib/ui/card.tsx';
import { Chip } from '../../../lib/ui/chip.tsx';
import { Countdown } from '../../../lib/ui/countdown.tsx';
import { Facts } from '../../../lib/ui/facts.tsx';
import { feeWords } from '../../../lib/ui/fee-words.ts';
import { links } from '../../../lib/ui/links.ts';
import { messages } from '../../../lib/ui/messages.ts';
import { PageLink } from '../../../lib/ui/page-link.tsx';
import { stakeMessages } from '../../../lib/ui/stake-messages.ts';

const words = messages.account.stake;
const own = stakeMessages.stake.own;

interface Props {
  address: Address;
  unit: string;
  nowMs: number;
  nameOf: (address: Address) => string | undefined;
}

/** What an account has at stake, with whom, and what it is as a validator. */
export function StakeOfAccount(props: Props) {
  const stakes = useStakes(props.address).value;
  const state = stakes?.validator?.state;
  return (
    <Card
      title={words.title}
      aside={
        state !== undefined && (
          <Chip kind={state === 'removed' ? 'fault' : state === 'jailed' ? 'care' : 'plain'}>
            {stakeMessages.stake.list.states[state]}
          </Chip>
        )
      }
    >
      <div data-stake-of={props.address}>{stakes && <Stakes {...props} stakes={stakes} />}</div>
    </Card>
  );
}

function Stakes({
  stakes: { delegations, unbondings, foundingWei, validator },
  address,
  unit,
  nowMs,
  nameOf,
}: Props & { stakes: StakesView }) {
  const facts = [
    ...(validator?.isCandidate ? [{ label: words.fee, value: feeWords(validator) }] : []),
    ...(foundingWei > 0n
      ? [{ label: words.founding, value: <Amount wei={foundingWei} unit={unit} /> }]
      : []),
  ];
  const parts = { address, unit, nameOf };
  const isEmpty = facts.length + delegations.length + unbondings.length === 0;
  return (
    <>
      {isEmpty && <p className="text-sm text-ink-2">{words.none}</p>}
      <Facts facts={facts} />
      <ul className="text-sm">
        {delegations.map(({ validator: at, amountWei }) => (
          <Part key={at} {...parts} {...{ at, amountWei }} words={own.bonded} />
        ))}
        {unbondings.map(({ validator: at, amountWei, releasedAtMs, isCertain }) => (
          <Part
            key={`${at} ${releasedAtMs}`}
            {...parts}
            {...{ at, amountWei }}
            words={own.back}
            note={
              <Countdown
                untilMs={releasedAtMs}
                nowMs={nowMs}
                words={isCertain ? words.releasedIn : words.releasedAbout}
                passed={words.releasedNow}
              />
            }
          />
        ))}
      </ul>
      <p className="mt-3 text-sm">
        <PageLink href={links.stake} className="link">
          {words.open}
        </PageLink>
      </p>
    </>
  );
}

/** Coins with one validator. */
function Part({
  at,
  amountWei,
  address,
  unit,
  nameOf,
  words: state,
  note,
}: Pick<Props, 'address' | 'unit' | 'nameOf'> & {
  at: Address;
  amountWei: bigint;
  words: string;
  note?: ReactNode;
}) {
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-5 gap-y-1 border-t border-hairline py-2.5">
      <span>
        <Amount wei={amountWei} unit={unit} /> <span className="text-ink-2">{state}</span>
      </span>
      {at === address ? words.itself : <AccountAddress address={at} name={nameOf(at)} />}
      {note && <span className="w-full text-xs text-ink-2">{note}</span>}
    </li>
  );
}
