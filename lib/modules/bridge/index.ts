import type { HookContext, Module, Outbox } from '../../chain/module.ts';
import { rootOfFrontier } from '../../core/append-tree.ts';
import { onInboxEvent } from './apply-inbox.ts';
import { withdraw, withdrawNfts, withdrawToken } from './execute.ts';
import { openBridge } from './genesis.ts';
import { bridgeInvariants } from './invariants.ts';
import { withdrawMessage, withdrawNftsMessage, withdrawTokenMessage } from './messages.ts';
import { bridgeQueries } from './queries.ts';
import { getFrontier } from './withdrawals.ts';

/** The sidechain's side of the Gateway: deposits come in, withdrawals leave. See README.md. */
export const bridge: Module = {
  name: 'bridge',
  version: 1,
  uses: ['bank'],
  actions: [
    { ...withdrawMessage, execute: withdraw },
    { ...withdrawTokenMessage, execute: withdrawToken },
    { ...withdrawNftsMessage, execute: withdrawNfts },
  ],
  genesis: openBridge,
  onInboxEvent,
  queries: bridgeQueries,
  invariants: bridgeInvariants,
  outbox: createOutbox,
};

function createOutbox({ store }: HookContext): Outbox {
  return { root: () => rootOfFrontier(getFrontier(store)) };
}
