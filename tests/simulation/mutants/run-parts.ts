import { spawn } from 'node:child_process';
import { bundleForNode } from '../../support/bundle-for-node.ts';
import type { Mutant, Verdict } from './mutant.ts';
import type { PartOutcome } from './parts-process.ts';

const PROCESS = 'tests/simulation/mutants/parts-process.ts';

/** Runs the test of a part against each mutant of it, all in one process of the test runner. */
export async function runParts(mutants: readonly Mutant[]): Promise<Verdict[]> {
  if (mutants.length === 0) return [];
  const startedAt = performance.now();
  const outfile = await bundleForNode(PROCESS, '.weft/mutants/parts-process.js');
  const outcomes = await outcomesOf(outfile, mutants);
  const ms = Math.round((performance.now() - startedAt) / mutants.length);
  return mutants.map(({ name }) => {
    const failed = outcomes.find((outcome) => outcome.name === name)?.failed ?? [];
    const killedBy = { seed: -1, invariant: 'part', message: failed.join('; ') };
    return { name, killedBy: failed.length > 0 ? killedBy : undefined, seedsTried: 0, ms };
  });
}

function outcomesOf(file: string, mutants: readonly Mutant[]): Promise<PartOutcome[]> {
  return new Promise((resolve, reject) => {
    // Not as a part of the runner that may have started this.
    const env = { ...process.env };
    for (const name of Object.keys(env)) if (name.startsWith('VITEST')) delete env[name];
    const child = spawn(process.execPath, [file], { stdio: ['pipe', 'pipe', 'inherit'], env });
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
    });
    child.on('error', reject);
    child.on('close', () => {
      const line = text.split('\n').find((one) => one.startsWith('['));
      if (line === undefined) reject(new TypeError(`no outcome: ${text.slice(-2_000)}`));
      else resolve(JSON.parse(line));
    });
    child.stdin.end(JSON.stringify(mutants));
  });
}
