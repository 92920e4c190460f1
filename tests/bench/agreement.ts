import { createBlsNative } from '../../lib/platform/signatures/bls-native.ts';
import { createBlsWasm } from '../../lib/platform/signatures/bls-wasm.ts';
import { installKeccakWasm } from '../../lib/platform/signatures/keccak-wasm.ts';
import { createRandom } from '../simulation/random.ts';
import { type BlsCosts, measureBlsCosts } from './support/bls-costs.ts';
import { type Measurement, report } from './support/report.ts';
import { median } from './support/statistics.ts';
import { startVirtualCommittee } from './support/virtual-committee.ts';

// Whole nodes, each with everybody one delay away, in virtual time: how many delays and how much
// verification it takes until a block is final.

const DELAY_MS = 100;
const SIZES = [4, 21, 50, 100];
const MIN_BLOCK_MS = 500;
const TRANSFERS = 6;
/** A block is final before the next transfer comes. */
const PAUSE_MS = 1_500;
const JITTER = 0.1;
const FREE: BlsCosts = { verifyMs: () => 0, aggregateMs: () => 0, signMs: 0 };

interface Times {
  atLeaderMs: number;
  atMedianNodeMs: number;
  submittedMs: number;
  verifyingMs: number;
}

await installKeccakWasm();
const native = measureBlsCosts(createBlsNative());
const wasm = measureBlsCosts(await createBlsWasm());
const rows: Measurement[] = [];
for (const validators of SIZES) {
  await measure({ validators, library: 'free', costs: FREE, jitter: 0 });
  await measure({ validators, library: 'free', costs: FREE, jitter: JITTER });
  await measure({ validators, library: 'native', costs: native, jitter: JITTER });
  await measure({ validators, library: 'WebAssembly', costs: wasm, jitter: JITTER });
}
report(rows);

interface Setting {
  validators: number;
  library: 'free' | 'native' | 'WebAssembly';
  costs: BlsCosts;
  /** Share of the delay by which it varies. */
  jitter: number;
}

async function measure(setting: Setting): Promise<void> {
  const { validators, library, jitter } = setting;
  const times = await timesOf(setting);
  const about = `n = ${validators}, BLS ${library}${jitter > 0 ? '' : ', constant delay'}`;
  rows.push(
    {
      what: `${about}: proposed to final, median node`,
      measured: times.atMedianNodeMs,
      unit: 'ms',
      target: { limit: 3 * DELAY_MS * 1.1 + times.verifyingMs, direction: 'at most' },
      ratio: { value: times.atMedianNodeMs / DELAY_MS, of: 'one-way delay' },
    },
    { what: `${about}: the same at the leader`, measured: times.atLeaderMs, unit: 'ms' },
    { what: `${about}: submitted to final`, measured: times.submittedMs, unit: 'ms' },
    { what: `${about}: adding and verifying for it`, measured: times.verifyingMs, unit: 'ms' },
  );
}

async function timesOf({ validators, costs, jitter }: Setting): Promise<Times> {
  const random = createRandom(validators, 'delays');
  let verifyingMs = 0;
  const committee = await startVirtualCommittee({
    validators,
    minBlockMs: MIN_BLOCK_MS,
    delayMs: () => DELAY_MS * (1 + jitter * (2 * random.next() - 1)),
    costs,
    onCall: (_, { type }, costMs) => {
      if (type !== 'sign') verifyingMs += costMs;
    },
  });
  verifyingMs = 0;
  const submitted: number[] = [];
  for (let sent = 0; sent < TRANSFERS; sent++) {
    const index = Math.floor(random.next() * validators);
    void committee.send(index).then((ms) => submitted.push(ms));
    await committee.pass(PAUSE_MS * (1 + random.next()));
  }
  await committee.stop();
  const blocks = [...committee.blocks.values()];
  const durations = blocks.map(({ finalMs, proposedMs, leader }) => ({
    leader: (finalMs[leader] ?? Number.NaN) - proposedMs,
    median: median(finalMs.map((ms) => (ms ?? Number.POSITIVE_INFINITY) - proposedMs)),
  }));
  return {
    atLeaderMs: median(durations.map(({ leader }) => leader)),
    atMedianNodeMs: median(durations.map(({ median: ms }) => ms)),
    submittedMs: median(submitted),
    verifyingMs: verifyingMs / validators / blocks.length,
  };
}
