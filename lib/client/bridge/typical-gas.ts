import type { StepName } from './sent.ts';

/**
 * Gas of whole transactions, as contracts/README measures it, rounded up: what a person is told
 * before anything is signed. The wallet asks with its own estimate.
 */
export const TYPICAL_GAS = {
  approve: 50_000n,
  depositEth: 65_000n,
  depositErc20: 95_000n,
  depositErc721: 115_000n,
  /** Each further token of a collection. */
  depositMoreErc721: 75_000n,
  vaultDeposit: 195_000n,
  claim: 95_000n,
  /** Each further claim of the same transaction. */
  claimMore: 35_000n,
  postCheckpoint: 310_000n,
  /** The exit of a coin that never moved; `startExit` is that of one that did. */
  exitDeposit: 95_000n,
  startExit: 230_000n,
  /** Each transfer that is shown. */
  walk: 100_000n,
  finalizeExit: 95_000n,
  withdrawBond: 50_000n,
  withdrawChallengeBond: 45_000n,
  challengeAfter: 120_000n,
  challengeBetween: 120_000n,
  challengeBefore: 100_000n,
  challengeBirth: 65_000n,
  failExit: 80_000n,
  escape: 105_000n,
  refund: 75_000n,
} as const satisfies Record<Exclude<StepName, 'deposit'>, bigint> & Record<string, bigint>;

/** Of all claims for so many leaves of the outbox. */
export function claimGas(count: number, mustPost: boolean): bigint {
  const more = BigInt(Math.max(0, count - 1)) * TYPICAL_GAS.claimMore;
  return TYPICAL_GAS.claim + more + (mustPost ? TYPICAL_GAS.postCheckpoint : 0n);
}

export function depositGas(
  { kind, lane, ids }: { kind: 0 | 1 | 2; lane: 'gateway' | 'vault'; ids: readonly bigint[] },
  isApproved: boolean,
): bigint {
  const approve = isApproved ? 0n : TYPICAL_GAS.approve;
  if (lane === 'vault') return TYPICAL_GAS.vaultDeposit + approve;
  if (kind === 0) return TYPICAL_GAS.depositEth;
  if (kind === 1) return TYPICAL_GAS.depositErc20 + approve;
  const more = BigInt(Math.max(0, ids.length - 1)) * TYPICAL_GAS.depositMoreErc721;
  return TYPICAL_GAS.depositErc721 + more + approve;
}
