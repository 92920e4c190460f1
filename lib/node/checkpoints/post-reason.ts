import { epochAfter } from '../../chain/epoch.ts';
import type { Header } from '../../chain/header.ts';
import { type Address, bytesFromHex, concatBytes, u64, uintFromBytes } from '../../core/bytes.ts';
import { keccak256 } from '../../core/keccak.ts';
import { POST_AFTER_SILENCE_PERCENT, POST_TURNS } from '../../core/limits.ts';
import type { AcceptedState } from '../ethereum-contracts/checkpoints-contract.ts';

/**
 * Why Ethereum should get a checkpoint: an epoch is over and nothing later counts without its
 * `boundary`; something is `waiting` to be covered; the chain was `declared-dead`, or will be after
 * more `silence`.
 */
export type PostReason = 'boundary' | 'waiting' | 'declared-dead' | 'silence';

export interface PostSituation {
  accepted: AcceptedState;
  /** The newest final block. */
  head: Header;
  /** Withdrawals, or coin blocks, that no checkpoint has. */
  isWaiting: boolean;
  /** Between checkpoints for what waits. */
  intervalMs: number;
}

/** Undefined if there is no reason. Times are Ethereum's. */
export function postReasonOf(situation: PostSituation): PostReason | undefined {
  const { accepted, head, isWaiting, intervalMs } = situation;
  if (accepted.isSealed || head.height <= (accepted.newest?.height ?? 0n)) return undefined;
  if (epochAfter(head) > accepted.epoch) return 'boundary';
  if (accepted.isDeclaredDead) return 'declared-dead';
  const silentMs = accepted.nowMs - accepted.acceptedAtMs;
  if (silentMs >= (accepted.silenceMs * POST_AFTER_SILENCE_PERCENT) / 100) return 'silence';
  return isWaiting && silentMs >= intervalMs ? 'waiting' : undefined;
}

/** How many blocks of Ethereum a seed leaves the next checkpoint to others: 0 to POST_TURNS - 1. */
export function postTurnOf(account: Address, checkpoint: bigint): number {
  const drawn = keccak256(concatBytes(bytesFromHex(account), u64(checkpoint)));
  return Number(uintFromBytes(drawn.subarray(0, 6)) % BigInt(POST_TURNS));
}
