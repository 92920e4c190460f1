import type { Network } from '../../lib/node/ports.ts';
import { createIdentity } from '../../lib/platform/libp2p/identity.ts';
import { createSeedNetwork } from '../../lib/platform/nodejs/create-seed-network.ts';
import { createSystemClock } from '../../lib/platform/system-clock.ts';
import { freePort } from './free-port.ts';
import { isConnected, type NetworkLine, until } from './network-cases.ts';

export const TEST_CHAIN = 'test-00000000';

/** A started network under Node.js, on a free port of this machine. */
export async function startSeed(options: {
  seeds?: readonly string[];
  requestTimeoutMs?: number;
}): Promise<Network> {
  const { privateKey } = await createIdentity();
  const network = createSeedNetwork({
    seeds: [],
    ...options,
    chainId: TEST_CHAIN,
    privateKey,
    iceServers: [],
    local: true,
    relay: true,
    host: '127.0.0.1',
    port: await freePort(),
  })({ clock: createSystemClock() });
  await network.start();
  return network;
}

export async function startSeedLine(requestTimeoutMs: number): Promise<NetworkLine> {
  const middle = await startSeed({ requestTimeoutMs });
  const seeds = middle.addresses().filter((address) => address.includes('/ws/'));
  const left = await startSeed({ seeds, requestTimeoutMs });
  const right = await startSeed({ seeds, requestTimeoutMs });
  await until(() => isConnected(middle, left) && isConnected(middle, right));
  await until(() => isConnected(left, middle) && isConnected(right, middle));
  return {
    left,
    middle,
    right,
    async stop() {
      await Promise.all([left, middle, right].map((network) => network.stop()));
    },
  };
}
