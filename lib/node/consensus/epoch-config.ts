import type { Chain } from '../../chain/chain.ts';
import type { EpochInfo } from '../../chain/epoch.ts';
import type { EpochConfig, FinalizedBlock } from '../../consensus/types.ts';
import type { LiveKey } from '../ports.ts';

/**
 * What the engine of an epoch is told: who votes, from the state after the epoch's root, and which
 * of them this node is. Votes travel in envelopes of the registered network key, so a key that was
 * registered for another node is nobody here.
 */
export function epochConfigOf(
  chain: Pick<Chain, 'genesis' | 'genesisHash'>,
  { epoch, seed, committee }: EpochInfo,
  { header, certificate }: FinalizedBlock,
  key: LiveKey | undefined,
): EpochConfig {
  const index = committee.findIndex(
    ({ blsKey, networkKey }) => blsKey === key?.blsKey && networkKey === key.networkKey,
  );
  return {
    genesisHash: chain.genesisHash,
    epoch,
    seed,
    committee,
    minBlockMs: chain.genesis.parameters.minBlockMs,
    root: header,
    ...(certificate && { rootCertificate: certificate }),
    ...(key && index >= 0 && { self: { index, sign: (message) => key.signer.sign(message) } }),
  };
}
