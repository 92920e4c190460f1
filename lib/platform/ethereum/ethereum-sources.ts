import { ZERO_ADDRESS } from '../../core/bytes.ts';
import type { NetworkFile } from '../../node/network-file.ts';
import type { Clock, EthereumSource } from '../../node/ports.ts';
import { createUrlEthereum } from './create-rpc-ethereum.ts';

/**
 * The network file's endpoints and those of whoever runs the node, each once; none for a chain
 * without contracts.
 * @throws WeftError `ethereum/bad-url`.
 */
export function ethereumSourcesOf(
  { genesis, ethereum }: NetworkFile,
  own: readonly string[],
  components: { clock: Clock },
): EthereumSource[] {
  const { checkpoints } = genesis.contracts;
  if (checkpoints === ZERO_ADDRESS) return [];
  const urls = new Set([...own, ...ethereum.rpcUrls]);
  return [...urls].map((url) => createUrlEthereum(url, checkpoints)(components));
}
