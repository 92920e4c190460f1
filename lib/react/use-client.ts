import { useContext } from 'react';
import type { WeftClient } from '../client/create-client.ts';
import { JoinedNodeContext } from './joined-node-context.ts';

/** The client of this page; undefined only while pages are rendered ahead of time. */
export function useClient(): WeftClient | undefined {
  return useContext(JoinedNodeContext)?.client;
}
