import type { Module } from '../../chain/module.ts';
import { closeAllSessions, closeSession, openSession } from './execute.ts';
import { sessionInvariants } from './invariants.ts';
import { closeAllMessage, closeMessage, openMessage } from './messages.ts';
import { sessionQueries } from './queries.ts';
import { createSessions } from './terms.ts';

/** Keys of browsers that sign some actions for an account, for a while. See README.md. */
export const session: Module = {
  name: 'session',
  version: 1,
  actions: [
    { ...openMessage, execute: openSession },
    { ...closeMessage, execute: closeSession },
    { ...closeAllMessage, execute: closeAllSessions },
  ],
  queries: sessionQueries,
  invariants: sessionInvariants,
  sessions: createSessions,
};
