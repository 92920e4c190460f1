import { createIdentity } from '../../../lib/platform/libp2p/identity.ts';
import { createSeedNetwork } from '../../../lib/platform/nodejs/create-seed-network.ts';
import { createSystemClock } from '../../../lib/platform/system-clock.ts';

// A seed in its own process, so that a test can kill it. Prints its addresses in one line.

const { privateKey } = await createIdentity();
const network = createSeedNetwork({
  chainId: process.argv[2] ?? '',
  privateKey,
  seeds: [],
  iceServers: [],
  local: true,
  relay: true,
  host: '127.0.0.1',
  port: Number(process.argv[3]),
})({ clock: createSystemClock() });
network.onGossip('votes', () => 'accept');
network.onRequest('status', async (_peer, data) => data);
await network.start();
process.stdout.write(`${JSON.stringify(network.addresses())}\n`);
