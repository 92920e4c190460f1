import { describe, it } from 'vitest';
import { createMemoryHub } from '../../lib/platform/memory/memory-hub.ts';
import { createMemoryNetwork } from '../../lib/platform/memory/memory-network.ts';
import { createSystemClock } from '../../lib/platform/system-clock.ts';
import { startSeedLine } from './libp2p-networks.ts';
import { CASE_TIMEOUT_MS, type NetworkLine, networkCases } from './network-cases.ts';

const subjects: Record<string, () => Promise<NetworkLine>> = {
  memory: startMemoryLine,
  libp2p: () => startSeedLine(CASE_TIMEOUT_MS),
};

for (const [adapter, start] of Object.entries(subjects)) {
  describe(`network on ${adapter}`, () => {
    for (const { name, run } of networkCases) {
      it(name, async () => {
        const line = await start();
        await run(line).finally(() => line.stop());
      });
    }
  });
}

async function startMemoryLine(): Promise<NetworkLine> {
  const clock = createSystemClock();
  const hub = createMemoryHub({ linkAll: false, delayMs: 1 })({ clock });
  const create = (id: string) =>
    createMemoryNetwork({ id, requestTimeoutMs: CASE_TIMEOUT_MS })({ hub, clock });
  const [left, middle, right] = [create('left'), create('middle'), create('right')];
  for (const network of [left, middle, right]) await network.start();
  hub.link('left', 'middle');
  hub.link('middle', 'right');
  return {
    left,
    middle,
    right,
    async stop() {
      for (const network of [left, middle, right]) await network.stop();
    },
  };
}
