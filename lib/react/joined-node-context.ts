import { createContext } from 'react';
import type { JoinedNode } from '../client/join-node.ts';

/** Undefined while pages are rendered ahead of time, and outside of `WeftProvider`. */
export const JoinedNodeContext = createContext<JoinedNode | undefined>(undefined);
