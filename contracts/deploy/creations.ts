import type { Abi, Hex as ViemHex } from 'viem';
import { hashOfCommittee } from '../../lib/chain/committee.ts';
import { type Genesis, hashOfGenesis } from '../../lib/chain/genesis.ts';
import { uncompressedKey } from '../../lib/core/bls-point.ts';
import { checkpointsAbi } from '../../lib/core/contracts/checkpoints-abi.generated.ts';
import { gatewayAbi } from '../../lib/core/contracts/gateway-abi.generated.ts';
import { vaultAbi } from '../../lib/core/contracts/vault-abi.generated.ts';
import type { ContractName } from './addresses.ts';
import bytecode from './bytecode.generated.json' with { type: 'json' };
import type { ContractRules } from './rules.ts';

/** A contract, and what it is made with. */
export interface Creation {
  abi: Abi;
  bytecode: ViemHex;
  /** In the order of its constructor. */
  parameters: readonly Parameter[];
}

interface Parameter {
  /** Function of the contract that tells it. */
  name: string;
  value: string | bigint;
  /** The contract may hold another value later. */
  changes?: boolean;
}

export function creationOf(name: ContractName, genesis: Genesis, rules: ContractRules): Creation {
  const { checkpoints, gateway, vault } = genesis.contracts;
  switch (name) {
    case 'checkpoints':
      return {
        abi: checkpointsAbi,
        bytecode: bytecode.Checkpoints as ViemHex,
        parameters: [
          { name: 'genesisHash', value: hashOfGenesis(genesis) },
          { name: 'committeeHash', value: foundingHash(genesis), changes: true },
          { name: 'gateway', value: gateway },
          { name: 'vault', value: vault },
          { name: 'silence', value: rules.silence },
          { name: 'grace', value: rules.grace },
        ],
      };
    case 'gateway':
      return {
        abi: gatewayAbi,
        bytecode: bytecode.Gateway as ViemHex,
        parameters: [{ name: 'checkpoints', value: checkpoints }],
      };
    case 'vault':
      return {
        abi: vaultAbi,
        bytecode: bytecode.Vault as ViemHex,
        parameters: [
          { name: 'checkpoints', value: checkpoints },
          { name: 'window', value: rules.window },
          { name: 'exitBond', value: rules.exitBond },
          { name: 'challengeBond', value: rules.challengeBond },
        ],
      };
  }
}

function foundingHash({ committee }: Genesis): string {
  return hashOfCommittee(
    committee,
    committee.map(({ blsKey }) => uncompressedKey(blsKey)),
  );
}
