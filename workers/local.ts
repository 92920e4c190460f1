import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { WeftError } from '../lib/core/errors.ts';
import { jsonFromNetworkFile } from '../lib/node/network-file.ts';
import type { InstanceLock } from '../lib/platform/instance-lock.ts';
import { anvilPath } from '../lib/platform/nodejs/anvil-path.ts';
import { createChildProcesses } from '../lib/platform/nodejs/child-processes.ts';
import { openLocalFolder } from '../lib/platform/nodejs/local-folder.ts';
import {
  ETHEREUM_LOG,
  LOCAL_HOST,
  localSeeds,
  openLocalNetwork,
} from '../lib/platform/nodejs/local-network.ts';
import { serveSite } from '../lib/platform/nodejs/site-server.ts';

// A whole network on one machine: Ethereum, four validators and the site. With --relay-only a
// single seed takes their place, which votes nothing: for a chain whose validators are tabs.

const { values } = parseArgs({
  options: {
    'site-port': { type: 'string', default: '3000' },
    'ethereum-port': { type: 'string', default: '8545' },
    'base-port': { type: 'string', default: '4100' },
    'min-block-ms': { type: 'string', default: '500' },
    'epoch-ms': { type: 'string', default: '60000' },
    data: { type: 'string', default: '.weft/local' },
    site: { type: 'string', default: 'out' },
    fresh: { type: 'boolean', default: false },
    'relay-only': { type: 'boolean', default: false },
  },
});
const sitePort = portFrom('site-port');
const ethereumPort = portFrom('ethereum-port');
const basePort = portFrom('base-port');
const folder = values.data;
let lock: InstanceLock | undefined;
const children = createChildProcesses((name) => {
  void stop(1, `${name} ended again and again; its log is in ${folder}. Everything was stopped.`);
});

for (const end of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect']) process.on(end, () => stop(0));
process.on('uncaughtException', (error) => void stop(1, error.message));
process.on('unhandledRejection', (error) => void stop(1, String(error)));

await start().catch((thrown) => stop(1, thrown instanceof Error ? thrown.message : `${thrown}`));

async function start() {
  const all = localSeeds({ folder, basePort });
  const seeds = values['relay-only'] ? all.slice(0, 1) : all;
  lock = await openLocalFolder({ folder, fresh: values.fresh, sitePort, ethereumPort, seeds });
  const pace = { minBlockMs: Number(values['min-block-ms']), epochMs: Number(values['epoch-ms']) };
  const network = await openLocalNetwork({ folder, basePort, ethereumPort, pace });
  await children.start({
    name: 'the local Ethereum',
    program: anvilPath(),
    parameters: ['--host', LOCAL_HOST, '--port', `${ethereumPort}`, '--hardfork', 'prague'],
    logFile: join(folder, ETHEREUM_LOG),
    isReady: (line) => line.includes('Listening on'),
  });
  await Promise.all(
    seeds.map((seed) =>
      children.start({
        name: `validator ${seed.name}`,
        program: process.execPath,
        parameters: [
          ...[join(import.meta.dirname, 'seed.js'), '--network', network.fileName],
          ...['--data', seed.dataFolder, '--name', seed.name],
          ...(values['relay-only']
            ? ['--identity', seed.keyFile]
            : ['--key', seed.keyFile, '--local-account-secret', seed.accountSecret]),
          ...['--port', `${seed.port}`, '--http-port', `${seed.httpPort}`, '--relay'],
        ],
        logFile: seed.logFile,
        isReady: (line) => line.startsWith('{'),
        restarts: true,
      }),
    ),
  );
  const networkFile = jsonFromNetworkFile(network.file);
  await serveSite({ folder: values.site, port: sitePort, host: LOCAL_HOST, networkFile });
  process.stdout.write(`Weft is ready: http://${LOCAL_HOST}:${sitePort}/\n`);
}

async function stop(code: number, problem?: string) {
  if (problem) process.stderr.write(`${problem}\n`);
  await children.stop();
  await lock?.release();
  process.exit(code);
}

function portFrom(option: 'site-port' | 'ethereum-port' | 'base-port'): number {
  const port = Number(values[option]);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new WeftError('local/bad-port', `--${option} needs a port number.`, { option });
}
