import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { bundleForNode } from '../../support/bundle-for-node.ts';
import { type Board, positions } from './positions.ts';
import { SCOPE_NAMES, type ScopeName, type Share } from './share.ts';
import { EMPTY_SWEEP, type Sweep } from './sweep.ts';
import { tellStory } from './tell-story.ts';

// `npm run simulate:exit-game [-- --blocks 4] [--scope theft] [--part 1/10] [--raw]`: every game of
// every position with so many coin blocks, or of one in so many positions; `--raw` also of those
// that no rule tells apart.

const SHOWN_EVERY_MS = 15_000;

const { values } = parseArgs({
  options: {
    blocks: { type: 'string', default: '4' },
    scope: { type: 'string' },
    part: { type: 'string', default: '1/1' },
    raw: { type: 'boolean', default: false },
    threads: { type: 'string', default: String(availableParallelism()) },
  },
});
const board: Board = { coinBlocks: Number(values.blocks), birth: 0, isRaw: values.raw };
const [part, parts] = values.part.split('/').map(Number) as [number, number];
const threads = Number(values.threads);
const workerFile = await bundleForNode(
  'tests/simulation/exit-game/exit-game-worker.ts',
  '.weft/simulation/exit-game-worker.js',
);
let count = 0;
for (const _ of positions(board)) count++;
const isScope = values.scope === undefined || SCOPE_NAMES.some((name) => name === values.scope);
if (count === 0 || !isScope || !(part >= 1 && part <= parts && threads >= 1)) {
  console.error('There is nothing to play: no such number of coin blocks, scope, part or threads.');
  process.exit(1);
}
console.log(`${board.coinBlocks} coin blocks: ${count} positions, of which part ${values.part}`);

for (const scope of SCOPE_NAMES) {
  const isDefault = scope === 'theft' || scope === 'freeze';
  if (values.scope ? values.scope !== scope : !isDefault) continue;
  const startedAt = performance.now();
  const sweeps = Array.from({ length: threads }, () => EMPTY_SWEEP);
  let shownAt = startedAt;
  const run = (thread: number) =>
    runShare(scope, thread, (sofar) => {
      sweeps[thread] = sofar;
      if (performance.now() < shownAt + SHOWN_EVERY_MS) return;
      shownAt = performance.now();
      show(`${scope}, so far`, sweeps, startedAt);
    });
  await Promise.all(sweeps.map((_, thread) => run(thread)));
  show(scope, sweeps, startedAt);
  for (const { found } of sweeps) {
    if (!found) continue;
    console.log([`${found.wrong}:`, ...tellStory(found.position, found.story)].join('\n'));
    process.exitCode = 1;
  }
}

function runShare(scope: ScopeName, thread: number, onSweep: (sofar: Sweep) => void) {
  const share: Share = { board, scope, part: part - 1 + thread * parts, of: parts * threads };
  const worker = new Worker(workerFile, { workerData: share });
  return new Promise<void>((resolve, reject) => {
    worker.on('message', ({ sofar, isDone }: { sofar: Sweep; isDone: boolean }) => {
      onSweep(sofar);
      if (isDone) resolve();
    });
    worker.on('error', reject);
  });
}

function show(what: string, sweeps: readonly Sweep[], startedAt: number): void {
  const sum = (key: 'positions' | 'games' | 'states') =>
    sweeps.reduce((total, sofar) => total + sofar[key], 0);
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(0);
  const wrong = sweeps.filter(({ found }) => found).length;
  const games = sum('games').toExponential(2);
  console.log(`${what}: ${sum('positions')} positions, ${games} games in ${sum('states')} states`);
  console.log(`  ${wrong === 0 ? 'nothing wrong' : 'FOUND something wrong'}, ${seconds} s`);
}
