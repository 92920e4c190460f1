'use client';
import type { ReactNode } from 'react';
import { useStatus } from '../../../lib/react/use-status.ts';
import { AskReading } from './ask-reading.tsx';

/** That nothing is there is said once the node has seen all blocks; until then, how far it is. */
export function WhenCaughtUp({ children }: { children: ReactNode }) {
  const phase = useStatus()?.phase;
  const isBehind = phase === undefined || phase === 'starting' || phase === 'syncing';
  return isBehind ? <AskReading /> : children;
}
