import type { ActionFields } from '../../../lib/chain/module.ts';
import type { Address, Hex } from '../../../lib/core/bytes.ts';
import { keccakHex } from '../../../lib/core/keccak.ts';
import {
  MAX_DELEGATORS_PER_VALIDATOR,
  MAX_UNBONDING_PARTS,
  MAX_VALIDATORS,
} from '../../../lib/core/module-limits.ts';
import { bytesFromText } from '../../../lib/core/utf8.ts';
import { createFakeSigner } from '../../../lib/platform/memory/fake-signatures.ts';
import { createBenchNetworkFile } from './bench-network-file.ts';
import { COIN, createGrowth, type Load, SAMPLES } from './load.ts';
import { addressAt } from './transfers.ts';

/**
 * Everything that is bounded about stake has reached its bound: candidates fill every place, and
 * the first has all the delegators there can be.
 */
export async function createStakingLoad(): Promise<Load> {
  const candidates = Array.from({ length: MAX_VALIDATORS - FOUNDERS }, (_, i) => addressAt(i));
  const delegators = Array.from({ length: MAX_DELEGATORS_PER_VALIDATOR }, (_, index) =>
    addressAt(10_000 + index),
  );
  const newcomers = Array.from({ length: SAMPLES }, (_, i) => addressAt(20_000 + i));
  const accounts = [...candidates, ...delegators, ...newcomers].sort();
  const { file } = createBenchNetworkFile(accounts, { epochMs: EPOCH_MS });
  const { grow, endEpoch, loadOf } = createGrowth(file);
  const popular = candidates[0] as Address;

  await grow([candidates, 'StakingRegister', (i) => registration(`candidate ${i}`, 2n * COIN)]);
  const shares = { validator: popular, amountWei: 20n * COIN };
  await grow([delegators, 'StakingDelegate', () => shares]);
  const stake = { validator: popular, amountWei: COIN };
  for (let parts = 0; parts < MAX_UNBONDING_PARTS; parts++) {
    await grow([delegators, 'StakingUndelegate', () => stake]);
    await endEpoch();
  }
  const some = delegators.slice(-SAMPLES);
  return loadOf([
    [some, 'BankTransfer', (i) => ({ to: addressAt(30_000 + i), amountWei: 1n })],
    [newcomers, 'StakingRegister', (i) => registration(`newcomer ${i}`, 9n * COIN)],
    [some, 'StakingDelegate', () => stake],
    [some, 'StakingUndelegate', () => stake],
    [[popular], 'StakingUnregister', () => ({})],
    [candidates.slice(0, SAMPLES), 'StakingSetFee', () => ({ feePercent: 7n })],
    [candidates.slice(0, SAMPLES), 'StakingReplaceKeys', (i) => keysOf(`new keys ${i}`)],
  ]);
}

function registration(name: string, amountWei: bigint): ActionFields {
  return { ...keysOf(name), feePercent: 5n, amountWei };
}

/** Execution takes the proof as checked. */
function keysOf(name: string) {
  const { publicKey: blsKey } = createFakeSigner(name);
  const proofOfPossession: Hex = `0x${'22'.repeat(96)}`;
  const networkKeyProof: Hex = `0x${'33'.repeat(64)}`;
  const networkKey = keccakHex(bytesFromText(name));
  return { blsKey, proofOfPossession, networkKey, networkKeyProof };
}

const EPOCH_MS = 3_600_000;
/** Candidates from genesis on. */
const FOUNDERS = 4;
