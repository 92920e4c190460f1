import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { WeftError } from '../../core/errors.ts';

export interface ChildProcesses {
  /**
   * Starts a program and resolves with the first line it prints that `isReady` accepts.
   * @throws WeftError `local/child-failed` when it ends or stays silent too long before that
   */
  start(child: {
    name: string;
    program: string;
    parameters: readonly string[];
    logFile: string;
    isReady(line: string): boolean;
    /** Started again when it ends on its own, until it does so too often. */
    restarts?: boolean;
  }): Promise<string>;
  /** Ends everything that was started: politely first, by force after two seconds. */
  stop(): Promise<void>;
}

const READY_WITHIN_MS = 60_000;
const POLITE_MS = 2_000;
const RESTART_AFTER_MS = 500;
const MAX_RESTARTS_PER_MINUTE = 5;

/** `onLost` hears of a child that ended on its own after it was ready and is not started again. */
export function createChildProcesses(onLost: (name: string) => void): ChildProcesses {
  const running = new Map<ChildProcess, string>();
  let stopping = false;
  // The last resort: nothing survives this process, however it ends.
  process.on('exit', () => {
    for (const child of running.keys()) child.kill('SIGKILL');
  });

  const restarted: { name: string; at: number }[] = [];
  const mayRestart = (name: string) => {
    const recent = restarted.filter((one) => one.name === name && one.at > Date.now() - 60_000);
    restarted.push({ name, at: Date.now() });
    return recent.length < MAX_RESTARTS_PER_MINUTE;
  };

  const children: ChildProcesses = {
    start(options) {
      const { name, program, parameters, logFile, isReady } = options;
      const child = spawn(program, parameters, { stdio: ['ignore', 'pipe', 'pipe'] });
      running.set(child, name);
      const log = createWriteStream(logFile, { flags: 'a' });
      child.stderr.pipe(log);
      child.stdout.pipe(log);
      return new Promise((resolve, reject) => {
        let ready = false;
        const fail = (reason: string) => {
          clearTimeout(deadline);
          const message = `${name} did not start: ${reason}. Its log is ${logFile}.`;
          reject(new WeftError('local/child-failed', message, { name, reason, logFile }));
        };
        const deadline = setTimeout(() => fail('no answer in a minute'), READY_WITHIN_MS);
        createInterface({ input: child.stdout }).on('line', (line) => {
          if (ready || !isReady(line)) return;
          ready = true;
          clearTimeout(deadline);
          resolve(line);
        });
        child.on('error', (error) => fail(error.message));
        child.on('exit', (code, signal) => {
          running.delete(child);
          if (!ready) fail(`it ended with ${code ?? signal}`);
          else if (!stopping) ended(options);
        });
      });
    },
    async stop() {
      stopping = true;
      const ended = [...running.keys()].map(
        (child) => new Promise<void>((resolve) => child.once('exit', () => resolve())),
      );
      for (const child of running.keys()) child.kill('SIGTERM');
      const force = setTimeout(() => {
        for (const child of running.keys()) child.kill('SIGKILL');
      }, POLITE_MS);
      await Promise.all(ended);
      clearTimeout(force);
    },
  };

  function ended(options: Parameters<ChildProcesses['start']>[0]) {
    if (!options.restarts || !mayRestart(options.name)) return onLost(options.name);
    setTimeout(() => {
      if (!stopping) children.start(options).catch(() => onLost(options.name));
    }, RESTART_AFTER_MS);
  }

  return children;
}
