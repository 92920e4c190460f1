import { hashOfGenesis } from '../../chain/genesis.ts';
import { WeftError } from '../../core/errors.ts';
import type { NetworkFile } from '../../node/network-file.ts';
import { verifyProofOfPossession } from './proof-of-possession.ts';

/**
 * Founding members have shown that they know their secrets; otherwise one could have chosen its key
 * so that it signs for others. @throws WeftError `network-file/unproven-key`.
 */
export function assertPossession({ genesis, proofsOfPossession }: NetworkFile): void {
  const genesisHash = hashOfGenesis(genesis);
  for (const [index, { blsKey, account }] of genesis.committee.entries()) {
    const proof = proofsOfPossession[index];
    if (proof && verifyProofOfPossession({ blsKey, genesisHash, account }, proof)) continue;
    throw new WeftError('network-file/unproven-key', 'a founding key lacks its proof', { account });
  }
}
