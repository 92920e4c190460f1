import type { Joined } from '../../../../lib/client/sponsor/get-joined.ts';
import type { GrantView } from '../../../../lib/client/sponsor/views.ts';

/** What a grant does for an account, and what is missing. */
export type GrantStanding =
  | { state: 'pays' | 'empty' | 'invited' | 'coins' | 'tooFew' }
  /** Joined by coins, less than a day ago. */
  | { state: 'waits'; fromMs: number };

const DAY_MS = 86_400_000;

/** The rules of the module, in the order in which a person can do something about them. */
export function grantStanding(
  grant: Pick<GrantView, 'depositWei' | 'requires' | 'minimumCoinsWei'>,
  { joined, balanceWei, nowMs }: { joined: Joined | null; balanceWei: bigint; nowMs: number },
): GrantStanding {
  const { requires, minimumCoinsWei, depositWei } = grant;
  if (depositWei === 0n) return { state: 'empty' };
  if (requires === 'nothing') return { state: 'pays' };
  if (requires === 'invitation') return { state: joined ? 'pays' : 'invited' };
  if (balanceWei < minimumCoinsWei) return { state: 'tooFew' };
  if (!joined) return { state: 'coins' };
  const fromMs = joined.atMs + DAY_MS;
  return fromMs > nowMs ? { state: 'waits', fromMs } : { state: 'pays' };
}
