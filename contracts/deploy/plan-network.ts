import type { PublicClient } from 'viem';
import { assertGenesis } from '../../lib/chain/genesis.ts';
import type { Address } from '../../lib/core/bytes.ts';
import { WeftError } from '../../lib/core/errors.ts';
import type { NetworkFile } from '../../lib/node/network-file.ts';
import { plannedAddresses } from './addresses.ts';
import { chainIdFrom } from './endpoint.ts';
import { assertPrecompiles } from './precompiles.ts';

export interface Plan {
  file: NetworkFile;
  client: PublicClient;
  /** Where the client asks; for a network without endpoints of this chain it becomes the first. */
  rpc: string;
  deployer: Address;
}

/**
 * The network with the contracts that this account will create. Its genesis hash is another one, so
 * proofs of possession have to be given anew.
 * @throws WeftError `deploy/endpoint`, `deploy/no-precompiles`, `deploy/unbacked-coins`,
 *   `genesis/invalid`
 */
export async function planNetwork({ file, client, rpc, deployer }: Plan): Promise<NetworkFile> {
  assertBacked(file);
  const chainId = await chainIdFrom(client);
  await assertPrecompiles(client);
  const nonce = await client.getTransactionCount({ address: deployer });
  const contracts = plannedAddresses(deployer, nonce);
  const genesis = { ...file.genesis, ethereumChainId: chainId, contracts };
  assertGenesis(genesis);
  const { name, rpcUrls: known, chainId: before } = file.ethereum;
  const rpcUrls = before === chainId && known.length > 0 ? known : [rpc];
  return { ...file, genesis, proofsOfPossession: [], ethereum: { chainId, name, rpcUrls } };
}

/**
 * Each coin of a chain with contracts is one that the Gateway holds, so none may be given at start.
 * Founding stake is no coin: it votes and can never leave.
 */
function assertBacked({ genesis }: NetworkFile): void {
  const { length } = genesis.allocations;
  if (length === 0) return;
  throw new WeftError(
    'deploy/unbacked-coins',
    `Genesis gives coins to ${length} accounts, and nothing on Ethereum would stand behind them: ` +
      'who withdrew first would take what others deposited. Let "allocations" be empty in the ' +
      'network file; on a chain with contracts coins come from deposits. Founding stake stays as ' +
      'it is.',
    { allocations: length },
  );
}
