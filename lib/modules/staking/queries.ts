import type { Module, QueryContext } from '../../chain/module.ts';
import { addressIn } from '../../chain/query-input.ts';
import type { Address } from '../../core/bytes.ts';
import { type Attendance, getAttendance } from './attendance.ts';
import {
  countDelegations,
  delegationOf,
  getDelegations,
  validatorsOf,
  withdrawableOf,
} from './delegations.ts';
import { getParameters, type StakingParameters } from './parameters.ts';
import { powerOf } from './select-committee.ts';
import { getTotals, type StakeTotals } from './totals.ts';
import { getEpochEnd } from './unbonding.ts';
import { candidatesOf, getValidator, type Validator } from './validators.ts';

/** A validator as people see it. */
export interface ValidatorView extends Validator {
  account: Address;
  /** Power its stake gives at the next boundary, before the cap and if it is eligible. */
  power: bigint;
  /** Bonded stake of its own. */
  ownWei: bigint;
  /** Accounts with stake here, itself included. */
  delegators: number;
  /** What it did as a member in the current epoch; absent when it is none. */
  turns?: { led: number; missed: number };
  /** Blocks of the epoch so far, and of those the ones whose parent it helped to certify. */
  blocks?: { counted: number; attended: number };
}

export interface DelegationView {
  validator: Address;
  bondedWei: bigint;
}

export interface UnbondingView {
  validator: Address;
  amountWei: bigint;
  /** When it is given back: in the first block from then on. */
  releaseMs: number;
  /** False while the epoch in which it was taken back goes on and may last longer than planned. */
  isCertain: boolean;
}

/** Parameters of genesis, and where the current epoch stands. */
export interface StakingView extends StakingParameters {
  epoch: bigint;
  startMs: number;
  /** Views of the epoch so far that closed without a block. */
  missedViews: number;
}

/** All candidates, ascending by account. */
export function validators({ store }: QueryContext): ValidatorView[] {
  const attendance = getAttendance(store);
  return candidatesOf(store).flatMap((account) => viewOf(store, account, attendance) ?? []);
}

/** One validator, a former one too; null when the account never registered. */
export function validator(
  { store }: QueryContext,
  { account }: { account: Address },
): ValidatorView | null {
  return viewOf(store, account, getAttendance(store)) ?? null;
}

export function delegations(
  { store }: QueryContext,
  { account }: { account: Address },
): DelegationView[] {
  return validatorsOf(store, account)
    .map((validator) => {
      const { bondedWei } = delegationOf(getDelegations(store, validator), account);
      return { validator, bondedWei };
    })
    .filter(({ bondedWei }) => bondedWei > 0n);
}

/** Stake of an account that was taken back and is not released yet. */
export function unbondings(
  { store }: QueryContext,
  { account }: { account: Address },
): UnbondingView[] {
  const { epochMs, unbondingMs } = getParameters(store);
  const plannedEndMs = getAttendance(store).startMs + epochMs;
  return validatorsOf(store, account).flatMap((validator) =>
    delegationOf(getDelegations(store, validator), account).unbonding.map((part) => {
      const endMs = getEpochEnd(store, part.epoch);
      return {
        validator,
        amountWei: part.amountWei,
        releaseMs: (endMs ?? plannedEndMs) + unbondingMs,
        isCertain: endMs !== undefined,
      };
    }),
  );
}

/** All stake of an account, bonded and unbonding, without founding stake. */
export function withdrawable({ store }: QueryContext, { account }: { account: Address }): bigint {
  return withdrawableOf(store, account);
}

export function parameters({ store }: QueryContext): StakingView {
  const { epoch, startMs, members } = getAttendance(store);
  const missedViews = members.reduce((sum, { missed }) => sum + missed, 0);
  return { ...getParameters(store), epoch, startMs, missedViews };
}

export function totals({ store }: QueryContext): StakeTotals {
  return getTotals(store);
}

/** The queries by name, for callers whose input is not typed. */
export const stakingQueries: Module['queries'] = {
  validators,
  parameters,
  totals,
  validator: (context, input) => validator(context, accountIn(input)),
  delegations: (context, input) => delegations(context, accountIn(input)),
  unbondings: (context, input) => unbondings(context, accountIn(input)),
  withdrawable: (context, input) => withdrawable(context, accountIn(input)),
};

function viewOf(
  store: QueryContext['store'],
  account: Address,
  { members, blocks }: Attendance,
): ValidatorView | undefined {
  const found = getValidator(store, account);
  if (!found) return undefined;
  const { count, own } = countDelegations(store, account, account);
  const member = members.find((other) => other.account === account);
  return {
    account,
    ...found,
    power: powerOf(found, getParameters(store).powerUnitWei),
    ownWei: own.bondedWei,
    delegators: count,
    ...(member && {
      turns: { led: member.turns, missed: member.missed },
      blocks: { counted: blocks, attended: member.attended },
    }),
  };
}

function accountIn(input: unknown): { account: Address } {
  return { account: addressIn(input, 'account') };
}
