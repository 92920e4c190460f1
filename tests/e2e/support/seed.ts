import { expect } from '@playwright/test';
import { childrenOf, commandLine } from './processes.ts';

/** One validator of the local network, seen from outside. */
export interface Seed {
  name: string;
  /** What it answers to `GET /status`; undefined while nothing answers. */
  status(): Promise<SeedStatus | undefined>;
  /** Stands still with its connections open: it neither votes nor refuses. */
  freeze(): void;
  thaw(): void;
  /** Ends without warning, as when the power fails. The local network starts it again. */
  crash(): Promise<void>;
}

export interface SeedStatus {
  ethereum?: { appliedCount: string; agreedCount?: string; pendingEvents: number };
  finalizedHeight: string;
  finalizedHash: string;
  stateRoot: string;
}

const RESTART_MS = 60_000;

export function createSeed(options: { name: string; http: string; parentId: number }): Seed {
  const { name, http, parentId } = options;
  const statusUrl = new URL('status', http.endsWith('/') ? http : `${http}/`);

  async function status(): Promise<SeedStatus | undefined> {
    try {
      const response = await fetch(statusUrl, { signal: AbortSignal.timeout(1_000) });
      return await response.json();
    } catch {
      return undefined;
    }
  }

  return {
    name,
    status,
    freeze: () => process.kill(runningId(parentId, name), 'SIGSTOP'),
    thaw: () => process.kill(runningId(parentId, name), 'SIGCONT'),
    async crash() {
      const before = runningId(parentId, name);
      process.kill(before, 'SIGKILL');
      await expect
        .poll(() => processId(parentId, name) ?? before, { timeout: RESTART_MS })
        .not.toBe(before);
      await expect.poll(status, { timeout: RESTART_MS }).toBeDefined();
    },
  };
}

function runningId(parentId: number, name: string): number {
  const id = processId(parentId, name);
  expect(id, `the seed ${name} runs`).toBeDefined();
  return id ?? 0;
}

/** The local network's child whose command line names the seed. */
function processId(parentId: number, name: string): number | undefined {
  return childrenOf(parentId).find((id) => commandLine(id).includes(name));
}
