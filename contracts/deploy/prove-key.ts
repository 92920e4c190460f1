import { hashOfGenesis } from '../../lib/chain/genesis.ts';
import { WeftError } from '../../lib/core/errors.ts';
import type { NetworkFile } from '../../lib/node/network-file.ts';
import { blsSecretOf, type KeyFile } from '../../lib/platform/nodejs/key-file.ts';
import { publicKeysOf } from '../../lib/platform/signatures/key-secrets.ts';
import { createProofOfPossession } from '../../lib/platform/signatures/proof-of-possession.ts';

/**
 * The network with the proof that the member with these keys knows their secret, besides the proofs
 * that are in it.
 * @throws WeftError `deploy/no-founder`, `key-file/no-secret`
 */
export function proveKey(file: NetworkFile, key: KeyFile): NetworkFile {
  const { genesis, proofsOfPossession } = file;
  const { account } = key;
  const blsSecret = blsSecretOf(key);
  const { blsKey } = publicKeysOf({ ...key, blsSecret });
  const index = genesis.committee.findIndex(
    (member) => member.account === account && member.blsKey === blsKey,
  );
  if (index < 0) {
    throw new WeftError(
      'deploy/no-founder',
      `No founding member has the account ${account} and the key ${blsKey}.`,
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
