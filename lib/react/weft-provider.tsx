'use client';

import { type ReactNode, useState } from 'react';
import { type JoinedNode, joinNode } from '../client/join-node.ts';
import { JoinedNodeContext } from './joined-node-context.ts';

const NETWORK_URL = '/network.json';

/** Joins the node of this browser once for the life of the page, and offers it to the hooks. */
export function WeftProvider({ children }: { children: ReactNode }) {
  const [joined] = useState(joinOnce);
  return <JoinedNodeContext value={joined}>{children}</JoinedNodeContext>;
}

let once: JoinedNode | undefined;

/** Undefined while pages are rendered ahead of time. */
function joinOnce(): JoinedNode | undefined {
  if (typeof window === 'undefined') return undefined;
  if (!once) {
    once = joinNode({ networkUrl: NETWORK_URL });
    Object.assign(window, { weft: once.client });
  }
  return once;
}
