import { totalPower } from '../../chain/committee.ts';
import type { Genesis } from '../../chain/genesis.ts';
import type { HookContext } from '../../chain/module.ts';
import { ZERO_ADDRESS } from '../../core/bytes.ts';
import { setParameters } from './parameters.ts';

/** Remembers the Gateway. A chain without contracts has no bridge. */
export function openBridge({ store }: HookContext, genesis: Genesis): void {
  const { contracts, committee, parameters } = genesis;
  if (contracts.gateway === ZERO_ADDRESS) return;
  const mostPower = (1n << 64n) - 1n - totalPower(committee);
  const stakeable = (mostPower + 1n) * parameters.powerUnitWei - 1n;
  setParameters(store, {
    gateway: contracts.gateway,
    mostWei: stakeable < MOST_UNITS ? stakeable : MOST_UNITS,
  });
}

/** Of any asset: amounts are words of 256 bits. */
export const MOST_UNITS = (1n << 256n) - 1n;
