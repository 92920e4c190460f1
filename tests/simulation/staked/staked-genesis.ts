import type { Genesis } from '../../../lib/chain/genesis.ts';
import { ZERO_ADDRESS } from '../../../lib/core/bytes.ts';
import { type Configuration, validatorCount } from '../configuration/configuration.ts';
import type { SimulatedSignatures } from '../signatures.ts';
import { accountOf, networkKeyOf, WALL_START_MS } from '../simulated-chain.ts';

/** Accounts that delegate, beside the validators' own. */
export const DELEGATORS = 4;

export const COIN_WEI = 10n ** 18n;

/** The first committee founds the chain; everybody has coins. */
export function stakedGenesis(
  { seed, committees, minBlockMs, epochMs }: Configuration,
  signatures: SimulatedSignatures,
): Genesis {
  const count = validatorCount({ committees });
  const founders = (committees[0] ?? []).flatMap((power, validator) =>
    power > 0
      ? {
          account: accountOf(validator),
          blsKey: signatures.keyOf(validator),
          networkKey: networkKeyOf(validator),
          power: BigInt(power),
        }
      : [],
  );
  const accounts = Array.from({ length: count + DELEGATORS }, (_, index) => accountOf(index));
  return {
    chainName: 'simulated',
    ethereumChainId: 1n,
    contracts: { checkpoints: ZERO_ADDRESS, gateway: ZERO_ADDRESS, vault: ZERO_ADDRESS },
    timestampMs: WALL_START_MS - 10_000,
    seed: `0x${'07'.repeat(32)}`,
    parameters: {
      minBlockMs,
      epochMs,
      basePriceWei: 1n,
      keyDepositWei: 1_000n,
      unbondingMs: UNBONDING_EPOCHS * epochMs,
      powerUnitWei: COIN_WEI,
      maxMembers: Math.max(founders.length, count - (Math.floor(seed / 10) % 2)),
      maxSharePercent: 100,
      coinBlockMs: 2_000,
    },
    committee: founders,
    allocations: accounts.map((account) => ({ account, amountWei: ALLOCATION_WEI })),
    settings: [],
  };
}

/** Coins that each account has at first. */
export const ALLOCATION_WEI = 1_000_000n * COIN_WEI;
const UNBONDING_EPOCHS = 3;
