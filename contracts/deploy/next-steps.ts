import { type Address, bytesFromHex } from '../../lib/core/bytes.ts';
import type { NetworkFile } from '../../lib/node/network-file.ts';
import { createIdentity } from '../../lib/platform/libp2p/identity.ts';
import { blsSecretOf, type KeyFile } from '../../lib/platform/nodejs/key-file.ts';
import { publicKeysOf } from '../../lib/platform/signatures/key-secrets.ts';
import { CONTRACTS } from './addresses.ts';
import { COMMAND } from './usage.ts';

// What each step has done, and what comes after it.

export async function afterKey(key: KeyFile, fileName: string): Promise<string> {
  const { account } = key;
  const secrets = { ...key, blsSecret: blsSecretOf(key) };
  const { id } = await createIdentity(bytesFromHex(key.networkSecret));
  const member = { account, ...publicKeysOf(secrets), power: '1' };
  return [
    `${fileName} holds the keys of ${account}. Nobody else may read it, and no other process use it.`,
    'In the network file,',
    '  - genesis.committee lists it, among the others in the order of accounts, with a power of your',
    '    choice:',
    ...JSON.stringify(member, null, 2)
      .split('\n')
      .map((line) => `      ${line}`),
    '  - validatorNames has its name at the same place,',
    '  - seeds has its addresses, if others may find the network there. They end in',
    `      /p2p/${id}`,
  ].join('\n');
}

export function afterPlan(
  { genesis, ethereum }: NetworkFile,
  { fileName, deployer, rpc }: { fileName: string; deployer: Address; rpc: string },
): string {
  const addresses = CONTRACTS.map((name) => `  ${name.padEnd(11)} ${genesis.contracts[name]}`);
  const { rpcUrls, chainId } = ethereum;
  return [
    `${fileName} names the contracts that ${deployer} will create on chain ${chainId}:`,
    ...addresses,
    'and the endpoint that the pages and wallets of everybody on the network will use:',
    ...rpcUrls.map((url) => `  ${url}`),
    ...(rpcUrls.includes(rpc)
      ? []
      : ['It had that before; the one given by --rpc served this plan alone.']),
    'The file is public. If this URL is not for everybody, put another into ethereum.rpcUrls.',
    'Next:',
    '  1. Each founding validator in turn:',
    `     ${COMMAND} prove --network ${fileName} --key-file KEYS`,
    '  2. Then you, by the same account, which sends nothing else until then:',
    `     ${COMMAND} deploy --rpc URL --network ${fileName} --key-file KEY`,
  ].join('\n');
}

export function afterProof(file: NetworkFile, fileName: string, account: Address): string {
  const { genesis, proofsOfPossession } = file;
  const missing = genesis.committee.filter((_, i) => (proofsOfPossession[i] ?? '0x') === '0x');
  return [
    `${fileName} has the proof of ${account}.`,
    ...(missing.length === 0
      ? ['All founding validators have proven their keys. Next: deploy, by whoever planned.']
      : ['Still to prove, in this file:', ...missing.map(({ account: other }) => `  ${other}`)]),
  ].join('\n');
}

export function afterDeployment({ ethereum }: NetworkFile, fileName: string): string {
  const { rpcUrls, startBlock } = ethereum;
  return [
    `The contracts stand, and ${fileName} is complete. It holds`,
    "  - genesis, with the contracts' addresses and the founding validators' public keys,",
    '  - their proofs that they know the secrets of these,',
    '  - where to find seeds, and the endpoint of Ethereum:',
    ...rpcUrls.map((url) => `      ${url}`),
    ...(startBlock === undefined
      ? []
      : [`  - the block from which events of the contracts are read: ${startBlock}.`]),
    'No secret is in it, unless one is in these URLs. Next, publish it, the same for everybody:',
    '  - for pages, at the root of the site as /network.json: in public/ before npm run build, or on',
    '    the web server;',
    '  - for validators and relays, as the file that each is given by --network.',
    'Keep a copy: it is the record of which contracts are those of this network.',
  ].join('\n');
}
