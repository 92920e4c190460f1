import type { Module } from '../../chain/module.ts';
import { transfer, transferNft, transferToken } from './execute.ts';
import { allocateCoins } from './genesis.ts';
import { bankInvariants } from './invariants.ts';
import { createBankKeeper } from './keeper.ts';
import { transferMessage, transferNftMessage, transferTokenMessage } from './messages.ts';
import { bankQueries } from './queries.ts';

/** Balances of everything: the native coin, and the tokens of other chains. See README.md. */
export const bank: Module = {
  name: 'bank',
  version: 1,
  actions: [
    { ...transferMessage, execute: transfer },
    { ...transferTokenMessage, execute: transferToken },
    { ...transferNftMessage, execute: transferNft },
  ],
  genesis: allocateCoins,
  queries: bankQueries,
  invariants: bankInvariants,
  keeper: createBankKeeper,
  coin: createBankKeeper,
};
