import { WeftError } from '../../core/errors.ts';

export type StakingErrorCode =
  | 'staking/malformed-key'
  | 'staking/fee-too-high'
  | 'staking/zero-amount'
  | 'staking/committee-fixed'
  | 'staking/key-not-proven'
  | 'staking/key-used'
  | 'staking/network-key-used'
  | 'staking/already-candidate'
  | 'staking/not-a-candidate'
  | 'staking/removed-for-good'
  | 'staking/candidates-full'
  | 'staking/stake-too-small'
  | 'staking/not-enough-stake'
  | 'staking/delegators-full'
  | 'staking/too-many-validators'
  | 'staking/not-jailed'
  | 'staking/jailed-longer';

function failure(code: StakingErrorCode, message: string, facts: WeftError['facts'] = {}) {
  return new WeftError<StakingErrorCode>(code, message, facts);
}

/** A key or proof of the wrong length, or a network key of zeros. */
export function malformedKey(name: string) {
  return failure('staking/malformed-key', `not the form of a key: ${name}`, { name });
}

export function feeTooHigh() {
  return failure('staking/fee-too-high', 'a fee is at most 100 percent');
}

export function zeroAmount() {
  return failure('staking/zero-amount', 'the amount is zero');
}

/** A chain without epochs: its founding committee stays, so stake has no say. */
export function committeeFixed() {
  return failure('staking/committee-fixed', 'the validators of this chain never change');
}

/** A proof of possession is not one of this account, its keys and the chain. */
export function keyNotProven() {
  return failure('staking/key-not-proven', 'the proofs do not show who has the secret keys');
}

/** A BLS key counts once, for ever: votes of an old key must never count for a new validator. */
export function keyUsed() {
  return failure('staking/key-used', 'this BLS key was registered before');
}

/** A network key belongs to one candidate at a time. */
export function networkKeyUsed() {
  return failure('staking/network-key-used', 'this network key belongs to another candidate');
}

export function alreadyCandidate() {
  return failure('staking/already-candidate', 'the account is a candidate already');
}

export function notACandidate() {
  return failure('staking/not-a-candidate', 'the account is not a candidate');
}

/** Convicted of signing two contradicting statements. */
export function removedForGood() {
  return failure('staking/removed-for-good', 'the account may never validate again');
}

/** Every place is taken by a candidate with at least as much stake. */
export function candidatesFull(weakestWei: bigint) {
  const facts = { weakestWei: weakestWei.toString() };
  return failure('staking/candidates-full', 'every candidate has more stake', facts);
}

/** Less than a unit of power. */
export function stakeTooSmall(leastWei: bigint) {
  const facts = { leastWei: leastWei.toString() };
  return failure('staking/stake-too-small', 'less than the least stake', facts);
}

export function notEnoughStake(stakeWei: bigint, amountWei: bigint) {
  const facts = { stakeWei: stakeWei.toString(), amountWei: amountWei.toString() };
  return failure('staking/not-enough-stake', 'less stake than that', facts);
}

export function delegatorsFull() {
  return failure('staking/delegators-full', 'the validator has no place for another delegator');
}

export function tooManyValidators() {
  return failure('staking/too-many-validators', 'the account has stake with too many validators');
}

export function notJailed() {
  return failure('staking/not-jailed', 'the validator is not jailed');
}

/** One full epoch has to pass. */
export function jailedLonger(epoch: bigint) {
  const facts = { epoch: epoch.toString() };
  return failure('staking/jailed-longer', 'it is too early to leave jail', facts);
}
