import type { Module } from '../chain/module.ts';
import { bank } from './bank/index.ts';
import { bridge } from './bridge/index.ts';
import { qa } from './qa/index.ts';
import { session } from './session/index.ts';
import { sponsor } from './sponsor/index.ts';
import { staking } from './staking/index.ts';
import { vault } from './vault/index.ts';

/** The modules of the chain, in the order their hooks run. Adding one is adding a line here. */
export const modules: readonly Module[] = [bank, staking, session, sponsor, bridge, vault, qa];
