import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface SpawnedProcess {
  pid: number;
  /** Ends it with SIGTERM and waits; with `signal: 'SIGKILL'` as a crash would. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

const STOP_TIMEOUT_MS = 10_000;
const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGTERM');
});

/**
 * Starts a program and waits until a line of its output matches. Whatever happens to the tests, it
 * does not outlive them.
 */
export async function spawnProcess(
  command: string,
  args: string[],
  ready: RegExp,
  timeoutMs: number,
): Promise<{ process: SpawnedProcess; match: RegExpMatchArray }> {
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  child.once('exit', () => running.delete(child));
  const match = await outputMatch(child, `${command} ${args.join(' ')}`, ready, timeoutMs);
  return { process: { pid: child.pid ?? 0, stop: (signal) => stop(child, signal) }, match };
}

function outputMatch(
  child: ChildProcess,
  name: string,
  ready: RegExp,
  timeoutMs: number,
): Promise<RegExpMatchArray> {
  const lines: string[] = [];
  return new Promise((resolve, reject) => {
    const fail = (reason: string): void => {
      child.kill('SIGKILL');
      reject(new Error(`${name}: ${reason}\n${lines.slice(-20).join('\n')}`));
    };
    const timer = setTimeout(() => fail(`not ready after ${timeoutMs} ms`), timeoutMs);
    child.once('error', (error) => fail(error.message));
    child.once('exit', (code) => fail(`ended with ${code} before it was ready`));
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      createInterface({ input: stream }).on('line', (line) => {
        lines.push(line);
        const match = line.match(ready);
        if (!match) return;
        clearTimeout(timer);
        resolve(match);
      });
    }
  });
}

async function stop(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  const timer = setTimeout(() => child.kill('SIGKILL'), STOP_TIMEOUT_MS);
  await exited;
  clearTimeout(timer);
}
