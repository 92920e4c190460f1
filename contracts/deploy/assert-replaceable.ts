import type { PublicClient } from 'viem';
import { WeftError } from '../../lib/core/errors.ts';
import type { NetworkFile } from '../../lib/node/network-file.ts';
import { CONTRACTS, type ContractName, isPlanned } from './addresses.ts';
import { chainIdFrom } from './endpoint.ts';

/**
 * A plan replaces the record of where contracts stand, so it is refused over another. What stands
 * is told and decides nothing: contracts on a chain that this endpoint does not serve need their
 * record as well.
 * @throws WeftError `deploy/planned-already` if the network names contracts
 */
export async function assertReplaceable(
  { genesis }: NetworkFile,
  fileName: string,
  client: PublicClient,
): Promise<void> {
  if (!isPlanned(genesis)) return;
  const isServed = (await chainIdFrom(client)) === genesis.ethereumChainId;
  const lineOf = async (name: ContractName) => {
    const address = genesis.contracts[name];
    const code = isServed ? await client.getCode({ address }) : undefined;
    const state = code === undefined ? 'nothing there yet' : 'deployed';
    return `  ${name.padEnd(11)} ${address}  ${isServed ? state : 'not on the chain of --rpc'}`;
  };
  throw new WeftError(
    'deploy/planned-already',
    [
      `${fileName} names contracts on chain ${genesis.ethereumChainId} already. Nothing was changed.`,
      ...(await Promise.all(CONTRACTS.map(lineOf))),
      'Another plan would put others in their place, and drop what belongs to these: the proofs of',
      'founding validators, and the block from which events are read.',
      'To go on with this network, prove and deploy. For another one, plan in another file. To plan',
      'this one again, add --again: the file as it is now is kept beside.',
    ].join('\n'),
    { fileName },
  );
}
