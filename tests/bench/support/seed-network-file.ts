import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Genesis, hashOfGenesis } from '../../../lib/chain/genesis.ts';
import { type Address, bytesFromHex } from '../../../lib/core/bytes.ts';
import type { NetworkFile } from '../../../lib/node/network-file.ts';
import { createIdentity } from '../../../lib/platform/libp2p/identity.ts';
import { blsSecretOf, openKeyFile } from '../../../lib/platform/nodejs/key-file.ts';
import { publicKeysOf } from '../../../lib/platform/signatures/key-secrets.ts';
import { createProofOfPossession } from '../../../lib/platform/signatures/proof-of-possession.ts';
import { createBenchNetworkFile } from './bench-network-file.ts';
import { addressAt } from './transfers.ts';

export interface SeedNetworkFileOptions {
  /** Where the key files are put. */
  folder: string;
  validators: number;
  /** The first validator's; each next one has the next port. */
  firstPort: number;
  minBlockMs: number;
  rich: readonly Address[];
  settings?: Genesis['settings'];
}

/** A chain of equals whose validators are seeds, so that each is connected with each. */
export async function createSeedNetworkFile(
  options: SeedNetworkFileOptions,
): Promise<{ file: NetworkFile; keyFiles: string[] }> {
  const { folder, validators, firstPort, minBlockMs, rich, settings = [] } = options;
  await mkdir(folder, { recursive: true });
  const keyFiles = Array.from({ length: validators }, (_, i) => join(folder, `key-${i}.json`));
  const keys = await Promise.all(
    keyFiles.map((path, i) => openKeyFile({ path, account: addressAt(500_000 + i) })),
  );
  const powers = keys.map(() => 1n);
  const { file } = createBenchNetworkFile(rich, { powers, minBlockMs });
  const members = keys.map((key) => ({
    secret: blsSecretOf(key),
    account: key.account,
    ...publicKeysOf({ ...key, blsSecret: blsSecretOf(key) }),
    power: 1n,
  }));
  members.sort((a, b) => (a.account < b.account ? -1 : 1));
  const committee = members.map(({ secret: _, ...member }) => member);
  const genesis = { ...file.genesis, timestampMs: Date.now(), committee, settings };
  const genesisHash = hashOfGenesis(genesis);
  const seeds = keys.map(async ({ networkSecret }, i) => {
    const { id } = await createIdentity(bytesFromHex(networkSecret));
    const address = `/ip4/127.0.0.1/tcp/${firstPort + i}/ws/p2p/${id}`;
    return { name: `validator ${i}`, addresses: [address], http: '' };
  });
  return {
    keyFiles,
    file: {
      ...file,
      genesis,
      proofsOfPossession: members.map(({ secret, account }) =>
        createProofOfPossession(secret, { genesisHash, account }),
      ),
      seeds: await Promise.all(seeds),
    },
  };
}
