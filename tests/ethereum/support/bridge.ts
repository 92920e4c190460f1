import { plannedAddresses } from '../../../contracts/deploy/addresses.ts';
import { deployContracts } from '../../../contracts/deploy/deploy-contracts.ts';
import { type ContractRules, DEFAULT_RULES } from '../../../contracts/deploy/rules.ts';
import type { VaultDomain } from '../../../lib/chain/coin-transfer.ts';
import type { Genesis } from '../../../lib/chain/genesis.ts';
import type { Address } from '../../../lib/core/bytes.ts';
import { checkpointsAbi } from '../../../lib/core/contracts/checkpoints-abi.generated.ts';
import { gatewayAbi } from '../../../lib/core/contracts/gateway-abi.generated.ts';
import { vaultAbi } from '../../../lib/core/contracts/vault-abi.generated.ts';
import { MAX_COMMITTEE_MEMBERS } from '../../../lib/core/limits.ts';
import { testGenesis } from '../../unit/chain/fixtures.ts';
import type { Call, Ethereum } from './ethereum.ts';
import { inboxEvents } from './inbox-events.ts';
import { type Posted, Sidechain } from './sidechain.ts';
import { testValidators, type Validators } from './validators.ts';

/** The contracts of one sidechain, deployed by the product's script. */
export interface Bridge {
  genesis: Genesis;
  validators: Validators;
  rules: ContractRules;
  domain: VaultDomain;
  /** A new beginning of the same chain: for tests that go back to a snapshot of Ethereum. */
  sidechain(): Sidechain;
  checkpoints(name: string, args?: readonly unknown[], more?: Partial<Call>): Call;
  gateway(name: string, args?: readonly unknown[], more?: Partial<Call>): Call;
  vault(name: string, args?: readonly unknown[], more?: Partial<Call>): Call;
}

export interface BridgeOptions {
  validators?: Validators;
  rules?: Partial<ContractRules>;
  genesis?: Partial<Genesis>;
}

/** Plans addresses, founds a chain that names them, and deploys, by the last test account. */
export async function deployBridge(
  ethereum: Ethereum,
  { validators = testValidators('founder', 4), ...options }: BridgeOptions = {},
): Promise<Bridge> {
  const { client, wallet, accounts } = ethereum;
  const deployer = accounts[accounts.length - 1] as (typeof accounts)[number];
  const address = deployer.address.toLowerCase() as Address;
  const nonce = await client.getTransactionCount({ address });
  const contracts = plannedAddresses(address, nonce);
  const genesis = testGenesis({
    ethereumChainId: BigInt(await client.getChainId()),
    contracts,
    committee: validators.committee,
    parameters: { ...testGenesis().parameters, maxMembers: MAX_COMMITTEE_MEMBERS },
    allocations: [],
    ...options.genesis,
  });
  const rules = { ...DEFAULT_RULES, ...options.rules };
  await deployContracts({ client, wallet, deployer, genesis, rules });
  return bridgeOf(genesis, validators, rules);
}

/** Contracts that are deployed already. */
export function bridgeOf(genesis: Genesis, validators: Validators, rules: ContractRules): Bridge {
  const { contracts } = genesis;
  return {
    genesis,
    validators,
    rules,
    domain: { ethereumChainId: genesis.ethereumChainId, vault: contracts.vault },
    sidechain: () => new Sidechain(genesis, validators),
    checkpoints: callerOf(contracts.checkpoints, checkpointsAbi),
    gateway: callerOf(contracts.gateway, gatewayAbi),
    vault: callerOf(contracts.vault, vaultAbi),
  };
}

/** Makes the sidechain apply what Ethereum holds for it, and Ethereum accept its next header. */
export async function postCheckpoint(
  ethereum: Ethereum,
  { checkpoints, genesis }: Bridge,
  sidechain: Sidechain,
  options: Parameters<Sidechain['checkpoint']>[0] = {},
): Promise<Posted> {
  const first = sidechain.inboxCount + 1n;
  sidechain.applyInbox(...(await inboxEvents(ethereum, genesis.contracts.checkpoints, first)));
  const posted = sidechain.checkpoint(options);
  await ethereum.send(checkpoints('submit', posted.submit));
  return posted;
}

function callerOf(to: Address, abi: Call['abi']) {
  return (name: string, args: readonly unknown[] = [], more: Partial<Call> = {}): Call => ({
    to,
    abi: [...abi, ...ERRORS],
    name,
    args,
    ...more,
  });
}

// A contract passes on what another refused, which its own ABI does not name.
const ERRORS = [checkpointsAbi, gatewayAbi, vaultAbi].flatMap((abi) =>
  abi.filter(({ type }) => type === 'error'),
);
