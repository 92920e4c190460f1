import { ZERO_ADDRESS } from '../../core/bytes.ts';
import type { NetworkFile } from '../../node/network-file.ts';
import type { Clock, EthereumSource } from '../../node/ports.ts';
import { createRpcEthereum, createUrlEthereum } from './create-rpc-ethereum.ts';
import type { EthereumRequest } from './ethereum-request.ts';

export interface EthereumSourcesComponents {
  clock: Clock;
  /** By the wallet of the person whose page this node runs in. */
  wallet?: EthereumRequest;
}

/**
 * The network file's endpoints and those of whoever runs the node, each once, and the wallet; none
 * for a chain without contracts.
 * @throws WeftError `ethereum/bad-url`.
 */
export function ethereumSourcesOf(
  { genesis, ethereum }: NetworkFile,
  own: readonly string[],
  { clock, wallet }: EthereumSourcesComponents,
): EthereumSource[] {
  const { checkpoints } = genesis.contracts;
  if (checkpoints === ZERO_ADDRESS) return [];
  const urls = new Set([...own, ...ethereum.rpcUrls]);
  const sources = [...urls].map((url) => createUrlEthereum(url, checkpoints)({ clock }));
  if (!wallet) return sources;
  const byWallet = createRpcEthereum({ name: 'your wallet', checkpoints, request: wallet });
  return [...sources, byWallet({ clock })];
}
