import { useEffect, useState } from 'react';
import type { NodeStatus } from '../../lib/client/types.ts';
import { useStatus } from '../../lib/react/use-status.ts';

const LOOK_FOR_PEERS_MS = 5_000;

/**
 * The node's status as a person should hear it: one that has just begun to look for peers has none
 * yet, which is starting and not being alone. The time counts from the opening of the page, so that
 * the strip and the page agree and a later visit to the node's page begins nothing anew.
 */
export function useShownStatus(): NodeStatus | undefined {
  const status = useStatus();
  const [isPatient, setPatient] = useState(() => performance.now() < LOOK_FOR_PEERS_MS);
  useEffect(() => {
    const restMs = Math.max(0, LOOK_FOR_PEERS_MS - performance.now());
    const timer = setTimeout(() => setPatient(false), restMs);
    return () => clearTimeout(timer);
  }, []);
  if (status?.phase !== 'alone' || !isPatient || status.problem) return status;
  const hadPeers = status.boot.some((step) => step.name === 'peers' && step.state === 'done');
  return hadPeers ? status : { ...status, phase: 'starting' };
}
