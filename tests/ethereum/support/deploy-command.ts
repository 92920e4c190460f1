import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Genesis, hashOfGenesis } from '../../../lib/chain/genesis.ts';
import type { Hex } from '../../../lib/core/bytes.ts';
import {
  jsonFromNetworkFile,
  type NetworkFile,
  networkFileFromJson,
} from '../../../lib/node/network-file.ts';
import { createProofOfPossession } from '../../../lib/platform/signatures/proof-of-possession.ts';
import { bundleForNode } from '../../support/bundle-for-node.ts';
import { testGenesis } from '../../unit/chain/fixtures.ts';
import type { Validators } from './validators.ts';

/** What a person sees of `npm run contracts:deploy`. */
export interface CommandResult {
  code: number;
  output: string;
  problem: string;
}

/** Runs what npm runs, from a file of this test alone: others may be made at the same time. */
export async function runDeployCommand(
  parameters: readonly string[],
  environment: Record<string, string> = {},
): Promise<CommandResult> {
  bundle ??= bundleForNode(
    'contracts/deploy/main.ts',
    `.weft/deploy/test-${process.env.VITEST_POOL_ID}.js`,
  );
  return run(process.execPath, [await bundle, ...parameters], environment);
}

/** `npm run contracts:deploy`. */
export function runNpmCommand(parameters: readonly string[]): Promise<CommandResult> {
  return run('npm', ['run', '--silent', 'contracts:deploy', '--', ...parameters], {});
}

let bundle: Promise<string> | undefined;

function run(
  program: string,
  parameters: readonly string[],
  environment: Record<string, string>,
): Promise<CommandResult> {
  const options = { env: { ...process.env, ...environment } };
  return new Promise((resolve) => {
    const child = execFile(program, parameters, options, (_, output, problem) =>
      resolve({ code: child.exitCode ?? 1, output, problem }),
    );
  });
}

/** A network file on a disk, of a chain that has no contracts yet. */
export function writeNetworkFile(
  folder: string,
  { committee }: Pick<Validators, 'committee'>,
  genesis: Partial<Genesis> = {},
): string {
  const file: NetworkFile = {
    genesis: testGenesis({ committee, allocations: [], ...genesis }),
    proofsOfPossession: [],
    validatorNames: committee.map((_, i) => `validator ${i}`),
    coinSymbol: 'ETH',
    seeds: [],
    iceServers: [],
    local: true,
    ethereum: { chainId: 1n, name: 'Test Ethereum', rpcUrls: [] },
  };
  const fileName = join(folder, 'network.json');
  saveNetworkFile(fileName, file);
  return fileName;
}

export function readNetworkFile(fileName: string): NetworkFile {
  return networkFileFromJson(JSON.parse(readFileSync(fileName, 'utf8')));
}

export function saveNetworkFile(fileName: string, file: NetworkFile): void {
  writeFileSync(fileName, jsonFromNetworkFile(file));
}

/** What the founders do between the two steps. */
export function proveKeys(fileName: string, { committee, secrets }: Validators): void {
  const file = readNetworkFile(fileName);
  const genesisHash = hashOfGenesis(file.genesis);
  const proofsOfPossession = committee.map(({ account }, i) =>
    createProofOfPossession(secrets[i] as Hex, { genesisHash, account }),
  );
  saveNetworkFile(fileName, { ...file, proofsOfPossession });
}
