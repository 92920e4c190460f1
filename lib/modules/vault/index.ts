import type { Module } from '../../chain/module.ts';
import { applyEvent } from './apply-event.ts';
import { closeCoinBlock, createCoinBlocks, dueMs } from './coin-blocks.ts';
import { transferCoin } from './execute.ts';
import { openVault } from './genesis.ts';
import { vaultInvariants } from './invariants.ts';
import { transferMessage } from './messages.ts';
import { vaultQueries } from './queries.ts';

/** Coins of the Vault on Ethereum: whose they are, and how they move. See README.md. */
export const vault: Module = {
  name: 'vault',
  version: 1,
  actions: [{ ...transferMessage, execute: transferCoin }],
  genesis: openVault,
  onInboxEvent: applyEvent,
  endBlock: closeCoinBlock,
  dueMs: ({ store }) => dueMs(store),
  queries: vaultQueries,
  invariants: vaultInvariants,
  coinBlocks: createCoinBlocks,
};
