import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, vi } from 'vitest';
import type { ErrorObject } from '../../../lib/core/errors.ts';
import { createNode } from '../../../lib/node/create-node.ts';
import { NodeSession } from '../../../lib/node/node-session.ts';
import { createFakeSignatures } from '../../../lib/platform/memory/fake-signatures.ts';
import { createMemoryHub } from '../../../lib/platform/memory/memory-hub.ts';
import { createMemoryNetwork } from '../../../lib/platform/memory/memory-network.ts';
import { openLevelDbStorage } from '../../../lib/platform/nodejs/leveldb-storage.ts';
import { createSystemClock } from '../../../lib/platform/system-clock.ts';
import { forgeChain } from './support/forge-chain.ts';
import { createTestNetwork } from './support/test-network.ts';

const run = promisify(execFile);

/** A node on a disk, and the session it runs. */
async function startOnDisk(directory: string) {
  const clock = createSystemClock();
  const { file } = createTestNetwork();
  const started = vi.spyOn(NodeSession.prototype, 'start');
  const node = createNode({ network: file })({
    clock,
    storage: await openLevelDbStorage({ directory }),
    network: createMemoryNetwork({ id: 'late' })({ hub: createMemoryHub()({ clock }), clock }),
    signatures: createFakeSignatures(),
  });
  await node.start();
  const session = started.mock.contexts[0] as NodeSession;
  started.mockRestore();
  return { node, session, forged: forgeChain(file) };
}

describe('a running node in which an assertion breaks', () => {
  it('halts, and npm run replay breaks the same assertion from its database', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'weft-replay-'));
    try {
      const { node, session, forged } = await startOnDisk(directory);
      const halted = new Promise<ErrorObject>((resolve) => node.onHalt(resolve));
      const { block } = await forged.grow();
      // No part of a node sends this: a block above the root always has a finalization.
      session.consensus.deliver({ type: 'synced', floor: { header: block.header } });
      const problem = await halted;
      expect(problem.code).toBe('internal/assertion');
      expect((await node.rpc.handleRequest('status', undefined)).phase).toBe('stopped');
      await node.stop();

      const { stdout } = await run('npm', ['run', '--silent', 'replay', '--', '--data', directory]);
      const told = stdout.split(/^(?=\{)/m).map((part) => JSON.parse(part) as unknown);
      expect(told).toEqual([{ stopped: problem, event: 'synced' }, { again: problem }]);
    } finally {
      await rm(directory, { recursive: true });
    }
  }, 60_000);
});
