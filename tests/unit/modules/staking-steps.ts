import fc from 'fast-check';
import type { ActionFields } from '../../../lib/chain/module.ts';
import type { Address } from '../../../lib/core/bytes.ts';
import { STAKE_ACCOUNT } from '../../../lib/modules/staking/keys.ts';
import type { DelegationView, ValidatorView } from '../../../lib/modules/staking/queries.ts';
import { COIN, testCommittee } from '../chain/fixtures.ts';
import {
  accountOf,
  type BlockFacts,
  EPOCH_MS,
  keysOf,
  type StakingWorld,
} from './staking-world.ts';

// What anybody may do to the stake, in any order.

export const founders = testCommittee(4).map(({ account }) => account);
const others = Array.from({ length: 8 }, (_, i) => accountOf(`person ${i}`));
export const people = [...founders, ...others];

/** Two of them are busier than the others, so that what needs a history gets one. */
const person = fc.oneof(fc.nat(people.length - 1), fc.nat(1));
const amount = fc.oneof(
  fc.bigInt(1n, 30n * COIN),
  fc.constantFrom(COIN, COIN - 1n, 2n * COIN, 7n * COIN + 1n),
);
const action = fc.record({
  kind: fc.constant('action' as const),
  type: fc.constantFrom(
    'StakingRegister',
    'StakingDelegate',
    'StakingDelegate',
    'StakingDelegate',
    'StakingUndelegate',
    'StakingUndelegate',
    'StakingUndelegate',
    'StakingUnregister',
    'StakingUnjail',
    'StakingUnjail',
    'StakingSetFee',
    'StakingReplaceKeys',
    'StakingBurnFounding',
    'BankTransfer',
  ),
  who: person,
  whom: person,
  /** Whether to look for an account and a validator for whom the action makes sense. */
  isAimed: fc.boolean(),
  amountWei: amount,
  feePercent: fc.bigInt(0n, 100n),
  /** Whether it brings a key that others bring as well. */
  isUsedBlsKey: fc.boolean(),
  isUsedNetworkKey: fc.boolean(),
});
const block = fc.record({
  kind: fc.constant('block' as const),
  afterMs: fc.oneof(fc.constant(1_000), fc.constant(20_000), fc.constant(EPOCH_MS)),
  proposer: fc.nat(),
  missed: fc.oneof(
    fc.array(fc.nat(), { maxLength: 6 }),
    fc.nat().map((away) => [away, away, away, away, away]),
  ),
  attended: fc.array(fc.nat(), { maxLength: 6 }),
  feesWei: fc.bigInt(0n, 10n ** 17n),
  guilty: fc.oneof(
    { weight: 40, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: person },
  ),
});
export const steps = fc.array(fc.oneof(action, action, action, block, block), {
  maxLength: 500,
  size: 'max',
});

type ValueOf<Kind> = Kind extends fc.Arbitrary<infer Value> ? Value : never;
type Action = ValueOf<typeof action>;
export type Step = Action | ValueOf<typeof block>;

export type Deed =
  | { kind: 'action'; sender: Address; type: string; fields: ActionFields; isKeyProven: boolean }
  | { kind: 'block'; facts: Required<BlockFacts> };

/** What a step means in this world, now. */
export function deedOf(world: StakingWorld, step: Step, index: number): Deed {
  if (step.kind === 'action') {
    const { type, feePercent } = step;
    const { sender, validator, amountWei } = step.isAimed ? aimed(world, step) : blind(step);
    const { blsKey, proofOfPossession } = keysOf(`${step.isUsedBlsKey ? index % 3 : index}`);
    const { networkKey, networkKeyProof } = keysOf(`${step.isUsedNetworkKey ? index % 3 : index}`);
    const keys = { blsKey, proofOfPossession, networkKey, networkKeyProof };
    const fields = { ...keys, validator, to: STAKE_ACCOUNT, amountWei, feePercent };
    return { kind: 'action', sender, type, fields, isKeyProven: true };
  }
  const { committee } = world.epoch();
  const member = (n: number) => n % committee.length;
  const guilty = step.guilty === undefined ? [] : [people[step.guilty] as Address];
  const isKnown = (account: Address) =>
    validatorOf(world, account) !== null && !world.isRemoved(account);
  const facts = {
    afterMs: step.afterMs,
    proposer: committee[member(step.proposer)]?.account as Address,
    missed: step.missed.map(member),
    attended: [...new Set(step.attended.map(member))],
    feesWei: step.feesWei,
    guilty: guilty.filter(isKnown),
  };
  return { kind: 'block', facts };
}

function blind({ who, whom, amountWei }: Action) {
  return { sender: people[who] as Address, validator: people[whom] as Address, amountWei };
}

/** The sender, validator and amount of an action that is likely to be carried out. */
function aimed(world: StakingWorld, step: Action) {
  const { type, who, whom, amountWei } = step;
  const pick = <Item>(items: readonly Item[], n: number) => items[n % items.length];
  if (type === 'StakingUndelegate') {
    const owners = people.filter((account) => delegationsOf(world, account).length > 0);
    const sender = pick(owners, who);
    const held = sender && pick(delegationsOf(world, sender), whom);
    if (!sender || !held) return blind(step);
    const { validator, bondedWei } = held;
    return { sender, validator, amountWei: (amountWei % bondedWei) + 1n };
  }
  const all = world.query<ValidatorView[]>('staking', 'validators');
  const isFit = ({ jailedIn }: ValidatorView) => type !== 'StakingUnjail' || jailedIn !== undefined;
  const validator = pick(all.filter(isFit), whom)?.account;
  if (!validator) return blind(step);
  const isOthers = type === 'StakingDelegate' || type === 'BankTransfer';
  const isNew = type === 'StakingRegister';
  const sender = isOthers || isNew ? (people[who] as Address) : validator;
  return { sender, validator, amountWei };
}

export function delegationsOf(world: StakingWorld, account: Address): DelegationView[] {
  return world.query('staking', 'delegations', { account });
}

function validatorOf(world: StakingWorld, account: Address): ValidatorView | null {
  return world.query('staking', 'validator', { account });
}
