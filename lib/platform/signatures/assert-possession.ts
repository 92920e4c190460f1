import { hashOfGenesis } from '../../chain/genesis.ts';
import { WeftError } from '../../core/errors.ts';
import type { NetworkFile } from '../../node/network-file.ts';
import type { Signatures } from '../../node/ports.ts';

/**
 * Founding members have shown that they know their secrets; otherwise one could have chosen its key
 * so that it signs for others. @throws WeftError `network-file/unproven-key`.
 */
export async function assertPossession(
  { genesis, proofsOfPossession }: NetworkFile,
  signatures: Pick<Signatures, 'verifyPossessions'>,
): Promise<void> {
  const genesisHash = hashOfGenesis(genesis);
  const claims = genesis.committee.map(({ blsKey, account }, index) => ({
    ...{ blsKey, account, genesisHash },
    proof: proofsOfPossession[index] ?? '0x',
  }));
  const results = await signatures.verifyPossessions(claims);
  const unproven = claims.find((_, index) => !results[index]);
  if (!unproven) return;
  const { account } = unproven;
  const message = `the founding key of ${account} lacks its proof`;
  throw new WeftError('network-file/unproven-key', message, { account });
}
