import type { BlockDetail, CommitteeView, Validator } from '../client/types.ts';
import { ZERO_HASH } from '../core/bytes.ts';
import { shortHex } from './format/short-hex.ts';

/** Committees by epoch, as far as they are known here. */
export type Committees = ReadonlyMap<bigint, CommitteeView>;

/** Power of some members, named by index. */
export function powerOf({ members }: CommitteeView, signers: readonly number[]): bigint {
  return signers.reduce((sum, signer) => sum + (members[signer]?.power ?? 0n), 0n);
}

/** A part of all power, from 0 to 1. */
export function shareOf({ totalPower }: CommitteeView, power: bigint): number {
  return Number(power) / Number(totalPower);
}

/** Whether a block is the last of its epoch, which says who votes in the next. */
export function isBoundary({ header }: Pick<BlockDetail, 'header'>): boolean {
  return header.nextCommitteeHash !== ZERO_HASH;
}

/** A name, or four and four digits of the account. */
export function nameOf({ name, account }: Pick<Validator, 'name' | 'account'>): string {
  return name ?? shortHex(account);
}
