import { useContext, useSyncExternalStore } from 'react';
import type { TabRole } from '../client/join-tabs.ts';
import { JoinedNodeContext } from './joined-node-context.ts';

/** Whether this tab runs the node of its browser, or shows the one another tab runs. */
export function useRole(): TabRole {
  const joined = useContext(JoinedNodeContext);
  return useSyncExternalStore(joined?.onRole ?? listenToNothing, joined?.role ?? seeking, seeking);
}

function listenToNothing(): () => void {
  return () => {};
}

function seeking(): TabRole {
  return 'seeking';
}
