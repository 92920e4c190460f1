import { createPublicClient, createWalletClient, http } from 'viem';
import { errorObjectFrom, WeftError } from '../../lib/core/errors.ts';
import type { NetworkFile } from '../../lib/node/network-file.ts';
import type { PossessionCheck } from '../../lib/node/ports.ts';
import { assertPossession } from '../../lib/platform/signatures/assert-possession.ts';
import { verifyProofOfPossession } from '../../lib/platform/signatures/proof-of-possession.ts';
import { isPlanned } from './addresses.ts';
import { assertReplaceable } from './assert-replaceable.ts';
import { deployContracts } from './deploy-contracts.ts';
import { endpointProblem } from './endpoint.ts';
import { openFounderKey, readFounderKey } from './founder-key.ts';
import { afterDeployment, afterKey, afterPlan, afterProof } from './next-steps.ts';
import {
  type CreateOptions,
  type DeployOptions,
  deployOptionsFrom,
  type KeyOptions,
  type PlanOptions,
  type ProveOptions,
} from './options.ts';
import { planNetwork } from './plan-network.ts';
import { proveKey } from './prove-key.ts';
import { notPlanned } from './refusals.ts';
import { keepNetwork, readNetwork, saveNetwork } from './stored-network.ts';
import { USAGE } from './usage.ts';

// Puts the contracts of a network file on Ethereum: `key` makes a founding validator's keys, `plan`
// writes the addresses into genesis, by `prove` each founding validator shows over its hash that it
// knows its key, and `deploy` creates the contracts.

try {
  await run(deployOptionsFrom(process.argv.slice(2), process.env));
} catch (thrown) {
  process.stderr.write(`${messageOf(thrown)}\n`);
  process.exitCode = 1;
}

function run(options: DeployOptions): Promise<void> | void {
  switch (options.step) {
    case 'help':
      return say(USAGE);
    case 'key':
      return key(options);
    case 'plan':
      return plan(options);
    case 'prove':
      return prove(options);
    case 'deploy':
      return deploy(options);
  }
}

async function key({ keyFile, account }: KeyOptions): Promise<void> {
  say(await afterKey(await openFounderKey(keyFile, account), keyFile));
}

async function plan({ fileName, rpc, deployer, again }: PlanOptions): Promise<void> {
  const file = readNetwork(fileName);
  const client = createPublicClient({ transport: http(rpc) });
  if (!again) await assertReplaceable(file, fileName, client);
  const planned = await planNetwork({ file, client, rpc, deployer: deployer.address });
  if (isPlanned(file.genesis)) say(`${fileName} as it was is kept as ${keepNetwork(fileName)}.`);
  saveNetwork(fileName, planned);
  say(afterPlan(planned, { fileName, deployer: deployer.address, rpc }));
}

async function prove({ fileName, keyFile }: ProveOptions): Promise<void> {
  const own = await readFounderKey(keyFile);
  const proven = proveKey(readNetwork(fileName), own);
  saveNetwork(fileName, proven);
  say(afterProof(proven, fileName, own.account));
}

async function deploy({ fileName, rpc, deployer, rules }: CreateOptions): Promise<void> {
  let file = readNetwork(fileName);
  if (!isPlanned(file.genesis)) throw notPlanned();
  await assertProven(file);
  const transport = http(rpc);
  await deployContracts({
    client: createPublicClient({ transport }),
    wallet: createWalletClient({ account: deployer, transport }),
    deployer,
    genesis: file.genesis,
    rules,
    onStart: (startBlock) => {
      file = { ...file, ethereum: { ...file.ethereum, startBlock } };
      saveNetwork(fileName, file);
    },
    onProgress: say,
  });
  say(afterDeployment(file, fileName));
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

/** Errors that are not our own come from the endpoint, before anything was sent. */
function messageOf(thrown: unknown): string {
  if (thrown instanceof WeftError) return thrown.message;
  return `${endpointProblem(thrown)} Nothing was sent, and the network file is as it was.`;
}

function say(text: string): void {
  process.stdout.write(`${text}\n`);
}
