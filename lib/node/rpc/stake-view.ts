import { quorumPower, totalPower } from '../../chain/committee.ts';
import { type EpochInfo, epochInfoOf } from '../../chain/epoch.ts';
import { readState, type StateReader } from '../../chain/read-state.ts';
import type { Address } from '../../core/bytes.ts';
import type {
  DelegationView,
  ValidatorView as StakingValidator,
  StakingView,
  UnbondingView,
} from '../../modules/staking/queries.ts';
import { selectCommittee } from '../../modules/staking/select-committee.ts';
import { firstFreeEpoch, stakeOf } from '../../modules/staking/validators.ts';
import { namesOf } from './names.ts';
import type { NodeView } from './node-view.ts';
import { sessionOf } from './session-of.ts';
import type { StakesView, ValidatorsView, ValidatorView } from './types.ts';

/** The running committee and all candidates, in final state. */
export function validatorsView(node: NodeView): ValidatorsView {
  const stakes = readStakes(node);
  const { info, parameters, candidates, next } = stakes;
  const members = info.committee.map(({ account }) => account);
  const listed = new Set([...members, ...candidates.map(({ account }) => account)]);
  const validators = [...listed].flatMap((account) => stakes.validatorOf(account) ?? []);
  const { epochMs, unbondingMs, powerUnitWei, maxMembers, maxSharePercent } = parameters;
  return {
    epoch: info.epoch,
    ...(epochMs > 0 && { endsAtMs: info.startMs + epochMs }),
    height: stakes.height,
    quorumPower: quorumPower(info.committee),
    totalPower: totalPower(info.committee),
    nextTotalPower: [...next.values()].reduce((sum, power) => sum + power, 0n),
    parameters: { epochMs, unbondingMs, powerUnitWei, maxMembers, maxSharePercent },
    validators: validators.sort(byPower),
  };
}

/** What one account has at stake, in final state. */
export function stakesView(node: NodeView, account: Address): StakesView {
  const { query, validatorOf } = readStakes(node);
  const delegations = query('staking', 'delegations', { account }) as DelegationView[];
  const unbondings = query('staking', 'unbondings', { account }) as UnbondingView[];
  const validator = validatorOf(account);
  return {
    withdrawableWei: query('staking', 'withdrawable', { account }) as bigint,
    foundingWei: validator?.foundingStakeWei ?? 0n,
    delegations: delegations.map(({ validator, bondedWei: amountWei }) => ({
      validator,
      amountWei,
    })),
    unbondings: unbondings.map(({ validator, amountWei, releaseMs, isCertain }) => ({
      validator,
      amountWei,
      releasedAtMs: releaseMs,
      isCertain,
    })),
    ...(validator && { validator }),
  };
}

interface Stakes {
  height: bigint;
  info: EpochInfo;
  parameters: StakingView;
  candidates: readonly StakingValidator[];
  /** Power of each member of the next committee, if the epoch ended now. */
  next: ReadonlyMap<Address, bigint>;
  query: StateReader['query'];
  /** Undefined for an account that never registered. */
  validatorOf(account: Address): ValidatorView | undefined;
}

function readStakes(node: NodeView): Stakes {
  const { header, tree } = sessionOf(node).chain.final();
  const { query } = readState(node.chain, tree, header.height);
  const info = epochInfoOf(tree);
  const parameters = query('staking', 'parameters', undefined) as StakingView;
  const candidates = query('staking', 'validators', undefined) as StakingValidator[];
  const next = nextPowers(info, candidates, parameters);
  const names = namesOf(node);

  function validatorOf(account: Address): ValidatorView | undefined {
    const known =
      candidates.find((candidate) => candidate.account === account) ??
      (query('staking', 'validator', { account }) as StakingValidator | null);
    if (!known) return undefined;
    const isCandidate = known.status === 'candidate';
    const name = names.get(account);
    const member = info.committee.find((each) => each.account === account);
    const powers = { power: member?.power ?? 0n, nextPower: next.get(account) ?? 0n };
    return {
      account,
      ...(name !== undefined && { name }),
      blsKey: known.blsKey,
      networkKey: known.networkKey,
      ...(known.replacement && { nextBlsKey: known.replacement.blsKey }),
      feePercent: known.feePercent,
      ...(isCandidate &&
        known.nextFeePercent !== known.feePercent && { nextFeePercent: known.nextFeePercent }),
      isCandidate,
      stakeWei: stakeOf(known),
      ownStakeWei: known.ownWei,
      foundingStakeWei: known.foundingWei,
      ...powers,
      state: stateOf(known, powers),
      turns: known.turns?.led ?? 0,
      missed: known.turns?.missed ?? 0,
      blocks: known.blocks?.counted ?? 0,
      attended: known.blocks?.attended ?? 0,
      ...(known.jailedIn !== undefined && { mayUnjailAtEpoch: firstFreeEpoch(known.jailedIn) }),
    };
  }

  return { height: header.height, info, parameters, candidates, next, query, validatorOf };
}

/** When nobody is eligible, or committees never change, the members stay. */
function nextPowers(
  { committee }: EpochInfo,
  candidates: readonly StakingValidator[],
  parameters: StakingView,
): ReadonlyMap<Address, bigint> {
  const selected = parameters.epochMs === 0 ? [] : selectCommittee(candidates, parameters);
  const next = selected.length > 0 ? selected : committee;
  return new Map(next.map(({ account, power }) => [account, power]));
}

function stateOf(
  { status, jailedIn }: StakingValidator,
  { power, nextPower }: Pick<ValidatorView, 'power' | 'nextPower'>,
): ValidatorView['state'] {
  if (status === 'removed') return 'removed';
  if (jailedIn !== undefined && status === 'candidate') return 'jailed';
  if (power > 0n) return nextPower > 0n ? 'voting' : 'leaving';
  return nextPower > 0n ? 'waiting' : 'idle';
}

function byPower(a: ValidatorView, b: ValidatorView): number {
  const [first, second] = a.power === b.power ? [a.nextPower, b.nextPower] : [a.power, b.power];
  if (first !== second) return first > second ? -1 : 1;
  if (a.stakeWei !== b.stakeWei) return a.stakeWei > b.stakeWei ? -1 : 1;
  return a.account < b.account ? -1 : 1;
}
