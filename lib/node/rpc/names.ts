import type { Address } from '../../core/bytes.ts';
import type { NodeView } from './node-view.ts';

/** Names of accounts, from the network file: those of the founding members. */
export function namesOf({
  chain,
  networkFile,
}: Pick<NodeView, 'chain' | 'networkFile'>): ReadonlyMap<Address, string> {
  return new Map(
    chain.genesis.committee.flatMap(({ account }, index) => {
      const name = networkFile.validatorNames[index];
      return name === undefined ? [] : [[account, name]];
    }),
  );
}
