import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { type Address, isHex } from '../lib/core/bytes.ts';
import { errorObjectFrom, WeftError } from '../lib/core/errors.ts';
import { networkFileFromJson } from '../lib/node/network-file.ts';
import { createSeedNode } from '../lib/platform/nodejs/create-seed-node.ts';
import { LOCAL_DUTIES, startLocalDuties } from '../lib/platform/nodejs/local-duties.ts';
import { createPrometheusMetrics } from '../lib/platform/nodejs/prometheus-metrics.ts';
import { serveSeedHttp } from '../lib/platform/nodejs/seed-http.ts';
import { SENDING_OPTIONS, sendingFrom } from '../lib/platform/nodejs/sending-options.ts';
import { createSystemClock } from '../lib/platform/system-clock.ts';

// A node under Node.js: first contact for tabs, relay and, with a key file, a validator. With only
// the identity of a key file it is the same peer, which tabs find where they knew it, and never
// votes.

const { values } = parseArgs({
  options: {
    network: { type: 'string' },
    data: { type: 'string' },
    key: { type: 'string' },
    identity: { type: 'string' },
    account: { type: 'string' },
    ...LOCAL_DUTIES,
    name: { type: 'string', default: 'seed' },
    host: { type: 'string', default: '127.0.0.1' },
    port: { type: 'string', default: '4100' },
    'http-port': { type: 'string', default: '4101' },
    relay: { type: 'boolean', default: false },
    archive: { type: 'boolean', default: false },
    ethereum: { type: 'string', multiple: true, default: [] },
    ...SENDING_OPTIONS,
  },
});

try {
  await run();
} catch (thrown) {
  end(thrown);
}

async function run() {
  const metrics = createPrometheusMetrics();
  const network = networkFileFromJson(JSON.parse(readFileSync(required('network'), 'utf8')));
  const node = await createSeedNode({
    network,
    dataFolder: required('data'),
    keyFile: values.key,
    identityFile: values.identity,
    account: accountOption(),
    ...{ host: values.host, port: portFrom('port') },
    ...{ relay: values.relay, archive: values.archive },
    ...{ ethereumUrls: values.ethereum, sending: sendingFrom(values), metrics },
  });
  const httpPort = portFrom('http-port');
  await serveSeedHttp({ node, metrics, host: values.host, port: httpPort });
  node.onHalt(end);
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      node.stop().then(() => process.exit(0), end);
    });
  }
  // Whoever started this with a channel is gone.
  process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  await node.start();
  startLocalDuties(values, { node, local: network.local, clock: createSystemClock() });
  const { peerId, validator } = await node.rpc.handleRequest('status', undefined);
  if (validator?.state === 'dead') {
    process.stderr.write(`${JSON.stringify({ dead: validator.account, key: validator.blsKey })}\n`);
  }
  process.stdout.write(`${JSON.stringify({ ready: values.name, peerId, httpPort })}\n`);
}

/** A halted node must not go on: what it knew is kept in its database for replay. */
function end(thrown: unknown) {
  process.stderr.write(`${JSON.stringify(errorObjectFrom(thrown))}\n`);
  process.exit(1);
}

function required(option: 'network' | 'data'): string {
  const value = values[option];
  if (value) return value;
  throw new WeftError('seed/missing-option', `--${option} is needed`, { option });
}

function portFrom(option: 'port' | 'http-port'): number {
  const port = Number(values[option]);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new WeftError('seed/bad-port', `--${option} needs a port number`, { option });
}

function accountOption(): Address | undefined {
  const account = values.account?.toLowerCase();
  if (account === undefined || isHex(account, 20)) return account;
  throw new WeftError('seed/bad-account', '--account needs an address', { account });
}
