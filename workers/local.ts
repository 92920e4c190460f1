import { join } from 'node:path';
import { isPlanned } from '../contracts/deploy/addresses.ts';
import { LOCAL_CHAIN } from '../contracts/deploy/local/local-contracts.ts';
import { prepareEthereum } from '../contracts/deploy/local/prepare-ethereum.ts';
import { jsonFromNetworkFile } from '../lib/node/network-file.ts';
import type { InstanceLock } from '../lib/platform/instance-lock.ts';
import { ASK_CONTENT_FOLDER } from '../lib/platform/nodejs/ask-content.ts';
import { createChildProcesses } from '../lib/platform/nodejs/child-processes.ts';
import { tellContent } from '../lib/platform/nodejs/local-duties.ts';
import { startLocalEthereum } from '../lib/platform/nodejs/local-ethereum.ts';
import { openLocalFolder } from '../lib/platform/nodejs/local-folder.ts';
import {
  LOCAL_HOST,
  type LocalSeed,
  localEthereumUrl,
  localSeeds,
  openLocalNetwork,
} from '../lib/platform/nodejs/local-network.ts';
import { type LocalOptions, localOptionsFrom } from '../lib/platform/nodejs/local-options.ts';
import { serveSite } from '../lib/platform/nodejs/site-server.ts';

// A whole network on one machine: Ethereum, four validators and the site. With --relay-only a
// single seed takes their place, which votes nothing: for a chain whose validators are tabs.

/** Between those that are posted because a withdrawal or a coin waits. */
const CHECKPOINT_SECONDS = '5';

let lock: InstanceLock | undefined;
const children = createChildProcesses(({ name, logFile }) => {
  void stop(1, `${name} ended again and again; its log is ${logFile}. Everything was stopped.`);
});

for (const end of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect']) process.on(end, () => stop(0));
process.on('uncaughtException', (error) => void stop(1, error.message));
process.on('unhandledRejection', (error) => void stop(1, String(error)));

try {
  await start(localOptionsFrom(process.argv.slice(2), process.env));
} catch (thrown) {
  await stop(1, thrown instanceof Error ? thrown.message : `${thrown}`);
}

async function start(options: LocalOptions) {
  const { folder, sitePort, ethereumPort, relayOnly } = options;
  const all = localSeeds(options);
  const seeds = relayOnly ? all.slice(0, 1) : all;
  lock = await openLocalFolder({ ...options, seeds });
  const network = await openLocalNetwork({ ...options, ...LOCAL_CHAIN });
  await startLocalEthereum(children, { folder, host: LOCAL_HOST, port: ethereumPort });
  const { genesis } = network.file;
  const hasBridge = isPlanned(genesis);
  await Promise.all([
    hasBridge && prepareEthereum(localEthereumUrl(ethereumPort), genesis),
    ...seeds.map((seed, i) => startSeed(seed, network.fileName, options, hasBridge && i === 0)),
  ]);
  const networkFile = jsonFromNetworkFile(network.file);
  await serveSite({ folder: options.site, port: sitePort, host: LOCAL_HOST, networkFile });
  const lines = [
    `Weft is ready: http://${LOCAL_HOST}:${sitePort}/`,
    ...(relayOnly ? ['Only tabs vote on this chain: it goes on while enough are open.'] : []),
    ...(hasBridge ? [] : ['This chain has no contracts on Ethereum. One with them: --fresh']),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

function startSeed(
  seed: LocalSeed,
  networkFile: string,
  { relayOnly, empty }: LocalOptions,
  welcomes: boolean,
): Promise<string> {
  return children.start({
    name: `validator ${seed.name}`,
    program: process.execPath,
    parameters: [
      ...[join(import.meta.dirname, 'seed.js'), '--network', networkFile],
      ...['--data', seed.dataFolder, '--name', seed.name],
      ...(relayOnly
        ? ['--identity', seed.keyFile]
        : ['--key', seed.keyFile, '--local-account-secret', seed.accountSecret]),
      ...(welcomes && !relayOnly ? ['--local-sponsor'] : []),
      ...(welcomes && !relayOnly && !empty ? ['--local-content', ASK_CONTENT_FOLDER] : []),
      ...['--ethereum-key', seed.ethereumKeyFile, '--checkpoint-interval', CHECKPOINT_SECONDS],
      ...['--port', `${seed.port}`, '--http-port', `${seed.httpPort}`, '--relay'],
    ],
    logFile: seed.logFile,
    isReady: (line) => line.startsWith('{"ready"'),
    onLine: tellContent,
    restarts: true,
  });
}

async function stop(code: number, problem?: string) {
  if (problem) process.stderr.write(`${problem}\n`);
  await children.stop();
  await lock?.release();
  process.exit(code);
}
