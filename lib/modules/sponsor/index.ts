import type { HookContext, Module, Sponsors } from '../../chain/module.ts';
import { change, close, empty, endInvitations, fill, join, openGrant } from './execute.ts';
import { openSponsors } from './genesis.ts';
import { sponsorInvariants } from './invariants.ts';
import { GRANTS_ACCOUNT } from './keys.ts';
import {
  changeMessage,
  closeMessage,
  emptyMessage,
  endInvitationsMessage,
  fillMessage,
  joinMessage,
  openMessage,
} from './messages.ts';
import { newKeysOf, offer } from './offer.ts';
import { repay, take } from './payments.ts';
import { sponsorQueries } from './queries.ts';

/** Who pays for transactions that offer no fee. See README.md. */
export const sponsor: Module = {
  name: 'sponsor',
  version: 1,
  uses: ['bank', 'staking'],
  keylessAccounts: [GRANTS_ACCOUNT],
  actions: [
    { ...openMessage, execute: openGrant },
    { ...joinMessage, execute: join },
    { ...endInvitationsMessage, execute: endInvitations },
    { ...fillMessage, execute: fill },
    { ...emptyMessage, execute: empty },
    { ...changeMessage, execute: change },
    { ...closeMessage, execute: close },
  ],
  hasSettings: true,
  genesis: openSponsors,
  queries: sponsorQueries,
  invariants: sponsorInvariants,
  sponsors: createSponsors,
};

function createSponsors(context: HookContext): Sponsors {
  const { store } = context;
  return {
    offer: (request) => offer(context, request),
    newKeysOf: (request, taken) => newKeysOf(store, request, taken),
    take: (request, taken, spent) => take(store, request, taken, spent),
    repay: (account, amountWei) => repay(store, account, amountWei),
  };
}
