import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import {
  BaseError,
  createPublicClient,
  createWalletClient,
  HttpRequestError,
  http,
  TimeoutError,
} from 'viem';
import type { Address } from '../../lib/core/bytes.ts';
import { errorObjectFrom, WeftError } from '../../lib/core/errors.ts';
import {
  jsonFromNetworkFile,
  type NetworkFile,
  networkFileFromJson,
} from '../../lib/node/network-file.ts';
import type { PossessionCheck } from '../../lib/node/ports.ts';
import { readKeyFile } from '../../lib/platform/nodejs/key-file.ts';
import { assertPossession } from '../../lib/platform/signatures/assert-possession.ts';
import { verifyProofOfPossession } from '../../lib/platform/signatures/proof-of-possession.ts';
import { assertPlanned, deployContracts } from './deploy-contracts.ts';
import { type DeployOptions, deployOptionsFrom } from './options.ts';
import { planNetwork } from './plan-network.ts';
import { proveKey } from './prove-key.ts';

// Puts the contracts of a network file on Ethereum: `plan` writes their addresses into its genesis,
// by `prove` each founding validator shows over its hash that it knows its key, and `deploy` creates
// the contracts.

const SILENCES = [HttpRequestError, TimeoutError];

try {
  await run(deployOptionsFrom(process.argv.slice(2), process.env));
} catch (thrown) {
  process.stderr.write(`${messageOf(thrown)}\n`);
  process.exitCode = 1;
}

async function run(options: DeployOptions): Promise<void> {
  const { fileName } = options;
  const file = fileFrom(fileName);
  if (options.step === 'prove') {
    const key = await readKeyFile(options.keyFile);
    save(fileName, proveKey(file, key));
    return say(`${fileName} has the proof of ${key.account}.`);
  }
  const { step, rpc, deployer, rules } = options;
  const transport = http(rpc);
  const client = createPublicClient({ transport });
  if (step === 'plan') {
    const address = deployer.address.toLowerCase() as Address;
    save(fileName, await planNetwork({ file, client, rpc, deployer: address }));
    say(`${fileName} names the contracts that ${deployer.address} will create, and an endpoint of`);
    say(
      'their chain for everybody who reads it. Next each founding validator proves its key; then',
    );
    say('deploy, with no other transaction of the account in between.');
    return;
  }
  assertPlanned(file.genesis);
  await assertProven(file);
  await deployContracts({
    client,
    wallet: createWalletClient({ account: deployer, transport }),
    deployer,
    genesis: file.genesis,
    rules,
    onStart: (startBlock) =>
      save(fileName, { ...file, ethereum: { ...file.ethereum, startBlock } }),
    onProgress: say,
  });
}

async function assertProven(file: NetworkFile): Promise<void> {
  try {
    await assertPossession(file, { verifyPossessions });
  } catch (thrown) {
    const { message } = errorObjectFrom(thrown);
    const advice = 'Nothing was deployed; each founding validator runs prove, after the last plan.';
    throw new WeftError('deploy/unproven-key', `${message}. ${advice}`);
  }
}

async function verifyPossessions(claims: readonly PossessionCheck[]): Promise<boolean[]> {
  return claims.map(({ proof, ...claim }) => verifyProofOfPossession(claim, proof));
}

function fileFrom(fileName: string): NetworkFile {
  try {
    return networkFileFromJson(JSON.parse(readFileSync(fileName, 'utf8')));
  } catch (thrown) {
    const { message } = errorObjectFrom(thrown);
    throw new WeftError('deploy/network-file', `${fileName} cannot be read: ${message}`, {
      fileName,
    });
  }
}

/** In one step, so that an interruption leaves a whole file. */
function save(fileName: string, file: NetworkFile): void {
  writeFileSync(`${fileName}.new`, `${jsonFromNetworkFile(file)}\n`);
  renameSync(`${fileName}.new`, fileName);
}

/** Below a first line, libraries tell whole requests, with what is secret in an endpoint's URL. */
function messageOf(thrown: unknown): string {
  if (!(thrown instanceof BaseError)) return errorObjectFrom(thrown).message;
  const isSilent = thrown.walk((cause) => SILENCES.some((kind) => cause instanceof kind)) !== null;
  return isSilent ? 'The endpoint given by --rpc does not answer.' : thrown.shortMessage;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
