import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { assert } from '../../core/assert.ts';
import { WeftError } from '../../core/errors.ts';
import { MAX_CHILD_RESTARTS_PER_MINUTE } from '../../core/limits.ts';

export interface ChildOptions {
  name: string;
  program: string;
  parameters: readonly string[];
  logFile: string;
  /** Recognises the line that says it is ready. */
  isReady(line: string): boolean;
  /** Hears of every line. */
  onLine?(line: string): void;
  /** Started again when it ends on its own, until it does so too often. */
  restarts?: boolean;
}

export interface ChildProcesses {
  /**
   * Starts a program and resolves with the line that says it is ready.
   * @throws WeftError `local/child-failed` when it ends or stays silent too long before that
   */
  start(options: ChildOptions): Promise<string>;
  /** Ends everything that was started: politely first, by force after two seconds. */
  stop(): Promise<void>;
}

const READY_WITHIN_MS = 60_000;
const POLITE_MS = 2_000;
const RESTART_AFTER_MS = 500;

/** `onLost` hears of a child that ended on its own after it was ready and is not started again. */
export function createChildProcesses(onLost: (child: ChildOptions) => void): ChildProcesses {
  const running = new Set<ChildProcess>();
  const mayRestart = createRestartLimit();
  let stopping = false;
  const endAll = (signal: 'SIGTERM' | 'SIGKILL') => {
    for (const child of running) child.kill(signal);
  };
  // The last resort: nothing survives this process, however it ends.
  process.on('exit', () => endAll('SIGKILL'));

  function start(options: ChildOptions): Promise<string> {
    // The channel tells a child of ours when this process is gone, however it ended.
    const child = spawn(options.program, options.parameters, {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    running.add(child);
    process.send?.(child.pid);
    const ready = readyLine(child, options);
    child.on('exit', () => {
      running.delete(child);
      ready.then(() => restart(options)).catch(() => undefined);
    });
    return ready;
  }

  function restart(options: ChildOptions) {
    if (stopping) return;
    if (!options.restarts || !mayRestart(options.name)) return onLost(options);
    setTimeout(() => {
      if (!stopping) start(options).catch(() => onLost(options));
    }, RESTART_AFTER_MS);
  }

  return {
    start,
    async stop() {
      stopping = true;
      const ended = [...running].map((child) => once(child, 'exit'));
      endAll('SIGTERM');
      const force = setTimeout(() => endAll('SIGKILL'), POLITE_MS);
      await Promise.all(ended);
      clearTimeout(force);
    },
  };
}

function readyLine(
  child: ChildProcess,
  { name, logFile, isReady, onLine }: ChildOptions,
): Promise<string> {
  const { stdout, stderr } = child;
  assert(stdout && stderr, 'output is piped');
  const log = createWriteStream(logFile, { flags: 'a' });
  stderr.pipe(log);
  stdout.pipe(log);
  return new Promise((resolve, reject) => {
    const fail = (reason: string) => {
      clearTimeout(deadline);
      const message = `${name} did not start: ${reason}. Its log is ${logFile}.`;
      reject(new WeftError('local/child-failed', message, { name, reason, logFile }));
    };
    const deadline = setTimeout(() => fail('no answer in a minute'), READY_WITHIN_MS);
    createInterface({ input: stdout }).on('line', (line) => {
      onLine?.(line);
      if (!isReady(line)) return;
      clearTimeout(deadline);
      resolve(line);
    });
    child.on('error', (error) => fail(error.message));
    child.on('exit', (code, signal) => fail(`it ended with ${code ?? signal}`));
  });
}

function createRestartLimit(): (name: string) => boolean {
  const restarted: { name: string; at: number }[] = [];
  return (name) => {
    const recent = restarted.filter((one) => one.name === name && one.at > Date.now() - 60_000);
    restarted.push({ name, at: Date.now() });
    return recent.length < MAX_CHILD_RESTARTS_PER_MINUTE;
  };
}
