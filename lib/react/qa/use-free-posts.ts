import { useEffect, useState } from 'react';
import { allowanceQuery, postsFrom } from '../../client/qa/get-allowance.ts';
import type { Address } from '../../client/types.ts';
import { useQuery } from '../use-query.ts';

export interface FreePosts {
  /** Of a usual length. */
  left: number;
  perDay: number;
  resetsAtMs: number;
  /** Code of the reason why nobody pays now; null while somebody does. */
  reason: string | null;
}

/** What an account may still post today without a fee; undefined until it is known. */
export function useFreePosts(account: Address | undefined): FreePosts | undefined {
  const timestampMs = useMinute();
  const isAsked = account !== undefined && timestampMs !== undefined;
  const input = isAsked ? { account, module: 'qa' as const, timestampMs } : undefined;
  const { value } = useQuery(allowanceQuery, input, { keepsLast: true });
  if (!value) return undefined;
  const { unitsLeftToday, unitsPerDay, resetsAtMs, reason } = value;
  const [left, perDay] = [postsFrom(unitsLeftToday), postsFrom(unitsPerDay)];
  return { left, perDay, resetsAtMs, reason };
}

/** The minute that has begun: who pays depends on the time, and not on each second of it. */
function useMinute(): number | undefined {
  const [minute, setMinute] = useState<number>();
  useEffect(() => {
    const look = () => setMinute(Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS);
    look();
    const timer = setInterval(look, MINUTE_MS);
    return () => clearInterval(timer);
  }, []);
  return minute;
}

const MINUTE_MS = 60_000;
