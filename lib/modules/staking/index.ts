import type { HookContext, Module } from '../../chain/module.ts';
import { countAttendance } from './attendance.ts';
import { endEpoch } from './end-epoch.ts';
import {
  burnFounding,
  delegate,
  register,
  replaceKeys,
  setFee,
  undelegate,
  unjail,
  unregister,
} from './execute.ts';
import { foundStake } from './genesis.ts';
import { stakingInvariants } from './invariants.ts';
import { createStakingKeeper } from './keeper.ts';
import { BURN_ACCOUNT, STAKE_ACCOUNT } from './keys.ts';
import {
  burnFoundingMessage,
  delegateMessage,
  registerMessage,
  replaceKeysMessage,
  setFeeMessage,
  undelegateMessage,
  unjailMessage,
  unregisterMessage,
} from './messages.ts';
import { getParameters } from './parameters.ts';
import { stakingQueries } from './queries.ts';
import { slashGuilty } from './slash.ts';
import { createStake } from './stake.ts';
import { releaseDue } from './unbonding.ts';

/** Who may validate and with how much at stake. See README.md. */
export const staking: Module = {
  name: 'staking',
  version: 1,
  uses: ['bank'],
  keylessAccounts: [STAKE_ACCOUNT, BURN_ACCOUNT],
  actions: [
    { ...registerMessage, execute: register },
    { ...delegateMessage, execute: delegate },
    { ...undelegateMessage, execute: undelegate },
    { ...unregisterMessage, execute: unregister },
    { ...unjailMessage, execute: unjail },
    { ...setFeeMessage, execute: setFee },
    { ...replaceKeysMessage, execute: replaceKeys },
    { ...burnFoundingMessage, execute: burnFounding },
  ],
  genesis: foundStake,
  // Slashing comes first: what is due in this very block is still within reach.
  beginBlock(context) {
    slashGuilty(context);
    releaseDue(context);
  },
  endBlock,
  queries: stakingQueries,
  invariants: stakingInvariants,
  keeper: createStakingKeeper,
  stake: createStake,
};

/** Without boundaries nobody is ever jailed, so there is nothing to count. */
function endBlock(context: HookContext): void {
  if (getParameters(context.store).epochMs === 0) return;
  const attendance = countAttendance(context.store, context.block);
  if (context.block.epoch.isBoundary) endEpoch(context, attendance);
}
