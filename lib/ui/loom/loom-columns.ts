import type { Validator } from '../../client/types.ts';
import { MAX_LOOM_COLUMNS } from '../../core/limits.ts';
import { nameOf } from '../committees.ts';

/** One warp thread: a validator, or several small ones woven as one. */
export interface LoomColumn {
  /** The same in every epoch for the same validator. */
  key: string;
  members: readonly number[];
  power: number;
  /** Present when the thread is one validator. */
  name?: string;
}

const SHARED_COLUMNS = 10;

/**
 * One column a validator, in committee order. Above fifty the largest keep their own thread and the
 * rest share ten, filled so that each holds about the same power.
 */
export function loomColumns(validators: readonly Validator[]): LoomColumn[] {
  if (validators.length <= MAX_LOOM_COLUMNS) return validators.map(singleColumn);
  const byPower = [...validators].sort((a, b) => Number(b.power - a.power) || a.index - b.index);
  const alone = byPower.slice(0, MAX_LOOM_COLUMNS - SHARED_COLUMNS).sort(byIndex);
  const shared: { key: string; members: number[]; power: number }[] = Array.from(
    { length: SHARED_COLUMNS },
    (_, i) => ({ key: `shared-${i}`, members: [], power: 0 }),
  );
  for (const validator of byPower.slice(alone.length)) {
    const lightest = shared.reduce((least, column) =>
      column.power < least.power ? column : least,
    );
    lightest.members.push(validator.index);
    lightest.power += Number(validator.power);
  }
  return [...alone.map(singleColumn), ...shared];
}

/** Part of a column's power that is among `signers`, from 0 to 1. */
export function signedShare(
  column: LoomColumn,
  signers: ReadonlySet<number>,
  powers: readonly number[],
): number {
  if (column.members.length === 1) return signers.has(column.members[0] as number) ? 1 : 0;
  const signed = column.members
    .filter((member) => signers.has(member))
    .reduce((sum, member) => sum + (powers[member] ?? 0), 0);
  return signed / column.power;
}

function singleColumn(validator: Validator): LoomColumn {
  return {
    key: validator.account,
    members: [validator.index],
    power: Number(validator.power),
    name: nameOf(validator),
  };
}

function byIndex(a: Validator, b: Validator): number {
  return a.index - b.index;
}
