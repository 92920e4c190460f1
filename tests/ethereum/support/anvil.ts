import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { assert } from '../../../lib/core/assert.ts';
import { anvilPath } from '../../../lib/platform/nodejs/anvil-path.ts';

/** An Ethereum of this test alone. */
export interface Anvil {
  url: string;
  stop(): Promise<void>;
}

export interface AnvilOptions {
  hardfork?: string;
  /** Those that hold ether. */
  accounts?: number;
}

/**
 * A chain on a free port. It mines each transaction at once, and a block every two seconds: anvil
 * sometimes overlooks a transaction that comes while it mines, until the next block. It ends with
 * whoever started it, even one that was killed: a shell waits for the pipe between them to close.
 */
export async function startAnvil(options: AnvilOptions = {}): Promise<Anvil> {
  const { hardfork = 'prague', accounts = 10 } = options;
  const local = ['--host', '127.0.0.1', '--port', '0', '--accounts', `${accounts}`];
  const mining = ['--hardfork', hardfork, '--mixed-mining', '--block-time', '2'];
  const anvil = [anvilPath(), ...local, ...mining];
  const script = '"$@" & child=$!; read -r _; kill "$child"; wait "$child"';
  const shell = spawn('/bin/sh', ['-c', script, 'sh', ...anvil], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => shell.on('close', () => resolve()));
  const lines = createInterface({ input: shell.stdout });
  const address = await new Promise<string | undefined>((resolve) => {
    lines.on('line', (line) => {
      const [, found] = /Listening on (\S+)/.exec(line) ?? [];
      if (found) resolve(found);
    });
    lines.on('close', () => resolve(undefined));
  });
  assert(address, 'anvil starts');
  return {
    url: `http://${address}`,
    async stop() {
      shell.stdin.end();
      await ended;
    },
  };
}
