import { useEffect, useEffectEvent } from 'react';
import type { LoomEvent } from '../client/types.ts';
import { useClient } from './use-client.ts';

/**
 * Calls `onEvent` with proposals, votes and certificates as the node sees them. `onGap` tells that
 * some were missed: what hangs in the air will not be closed.
 */
export function useLoom(onEvent: (event: LoomEvent) => void, onGap?: () => void): void {
  const client = useClient();
  const handleEvent = useEffectEvent(onEvent);
  const handleGap = useEffectEvent(() => onGap?.());

  useEffect(() => {
    if (!client) return;
    return client.subscribe('loom', (event) => handleEvent(event), { onGap: () => handleGap() });
  }, [client]);
}
