import { ZERO_ADDRESS } from '../../../lib/core/bytes.ts';
import { keccakHex } from '../../../lib/core/keccak.ts';
import { bytesFromText } from '../../../lib/core/utf8.ts';
import type { NetworkFile } from '../../../lib/node/network-file.ts';
import type { BlsSigner } from '../../../lib/node/ports.ts';
import { createBlsNative } from '../../../lib/platform/signatures/bls-native.ts';
import { addressAt } from './transfers.ts';

const POWERS = [30n, 25n, 25n, 20n];
const COIN = 10n ** 18n;

export interface BenchNetworkOptions {
  powers?: readonly bigint[];
  minBlockMs?: number;
  epochMs?: number;
}

/** A chain whose validators' keys this process holds, four unless told, and of rich accounts. */
export function createBenchNetworkFile(
  accounts: readonly `0x${string}`[],
  { powers = POWERS, minBlockMs = 100, epochMs = 0 }: BenchNetworkOptions = {},
): { file: NetworkFile; signers: BlsSigner[] } {
  const bls = createBlsNative();
  const signers = powers.map((_, index) =>
    bls.createSigner(`0x00${keccakHex(bytesFromText(`bls ${index}`)).slice(4)}`),
  );
  const members = powers.map((power, index) => ({
    signer: signers[index] as BlsSigner,
    member: {
      account: addressAt(500_000 + index),
      blsKey: (signers[index] as BlsSigner).publicKey,
      networkKey: keccakHex(bytesFromText(`network ${index}`)),
      power,
    },
  }));
  members.sort((a, b) => (a.member.account < b.member.account ? -1 : 1));
  const genesis = {
    chainName: 'Weft Bench',
    ethereumChainId: 31_337n,
    contracts: { checkpoints: ZERO_ADDRESS, gateway: ZERO_ADDRESS, vault: ZERO_ADDRESS },
    timestampMs: 1_700_000_000_000,
    seed: keccakHex(bytesFromText('bench')),
    parameters: {
      minBlockMs,
      epochMs,
      basePriceWei: 1_000_000_000n,
      keyDepositWei: 10n ** 14n,
      unbondingMs: 120_000,
      powerUnitWei: 10n ** 18n,
      maxMembers: Math.max(21, powers.length),
      maxSharePercent: 100,
      coinBlockMs: 2_000,
    },
    committee: members.map(({ member }) => member),
    allocations: [...accounts].sort().map((account) => ({ account, amountWei: 1_000n * COIN })),
    settings: [],
  };
  const file = {
    genesis,
    proofsOfPossession: [],
    validatorNames: members.map((_, index) => `validator ${index}`),
    coinSymbol: 'ETH',
    seeds: [],
    iceServers: [],
    local: true,
    ethereum: { chainId: 31_337n, name: 'bench', rpcUrls: [] },
  };
  return { file, signers: members.map(({ signer }) => signer) };
}
