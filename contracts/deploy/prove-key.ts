import { hashOfGenesis } from '../../lib/chain/genesis.ts';
import { WeftError } from '../../lib/core/errors.ts';
import type { NetworkFile } from '../../lib/node/network-file.ts';
import type { KeyFile } from '../../lib/platform/nodejs/key-file.ts';
import { publicKeysOf } from '../../lib/platform/signatures/key-secrets.ts';
import { createProofOfPossession } from '../../lib/platform/signatures/proof-of-possession.ts';
import { isPlanned } from './addresses.ts';

/**
 * The network with the proof that the member with these keys knows their secret, besides the proofs
 * that are in it.
 * @throws WeftError `deploy/not-planned`, `deploy/no-founder`, `deploy/dead-key`
 */
export function proveKey(file: NetworkFile, key: KeyFile): NetworkFile {
  const { genesis, proofsOfPossession } = file;
  const { account, blsSecret } = key;
  if (!isPlanned(genesis)) {
    throw new WeftError(
      'deploy/not-planned',
      'The network file names no contracts yet, and a proof holds only for the genesis that names ' +
        'them. Nothing was changed; prove again when whoever deploys has run plan on this file.',
    );
  }
  if (!blsSecret) {
    throw new WeftError(
      'deploy/dead-key',
      `The key of ${account} is dead or forgotten: its file holds no secret of it. Nothing was ` +
        'changed; a founding member needs a key that can still sign.',
      { account },
    );
  }
  const { blsKey } = publicKeysOf({ ...key, blsSecret });
  const index = genesis.committee.findIndex(
    (member) => member.account === account && member.blsKey === blsKey,
  );
  if (index < 0) {
    throw new WeftError(
      'deploy/no-founder',
      `No founding member has the account ${account} and the key ${blsKey}. Nothing was changed; ` +
        'give --key-file the keys of one that the network file lists under "committee".',
      { account, blsKey },
    );
  }
  const proof = createProofOfPossession(blsSecret, {
    genesisHash: hashOfGenesis(genesis),
    account,
  });
  const proofs = genesis.committee.map((_, i) => proofsOfPossession[i] ?? '0x');
  return { ...file, proofsOfPossession: proofs.with(index, proof) };
}
