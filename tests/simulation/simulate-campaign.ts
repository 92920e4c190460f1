import { parseArgs } from 'node:util';
import { missingFrom } from './counters.ts';
import { installFastKeccak } from './install-fast-keccak.ts';
import { readBatches, runLongCampaign, sumOf } from './long-campaign.ts';
import type { SeedFailure } from './run-seeds.ts';

// Command line of long campaigns: one thread, one file of results, and it goes on where it stopped.
// `--report` only adds up what the file holds.

const { values } = parseArgs({
  options: {
    file: { type: 'string', default: '.weft/simulation/campaign.jsonl' },
    seeds: { type: 'string', default: '20000' },
    from: { type: 'string', default: '1000000' },
    minutes: { type: 'string', default: '10' },
    nodes: { type: 'string' },
    label: { type: 'string', default: 'working tree' },
    report: { type: 'boolean', default: false },
  },
});

await installFastKeccak();
const total = values.report
  ? sumOf(readBatches(values.file))
  : await runLongCampaign({
      file: values.file,
      label: values.label,
      seeds: Number(values.seeds),
      from: Number(values.from),
      safetyMs: Number(values.minutes) * 60_000,
      ...(values.nodes && { nodes: Number(values.nodes) }),
      onBatch: ({ failures }) => failures.forEach(printFailure),
    });
const hours = (total.simulatedMs / 3_600_000).toFixed(1);
const missing = missingFrom(total.counters, values.nodes ? Number(values.nodes) : undefined);
console.log(total.counters);
console.log(`${total.seeds} seeds, ${hours} simulated hours, ${total.blocks} blocks`);
console.log(`never happened: ${missing.join(', ') || 'nothing'}`);
total.failures.forEach(printFailure);
process.exitCode = total.failures.length + missing.length > 0 ? 1 : 0;

function printFailure({ seed, message }: SeedFailure): void {
  console.error(`seed ${seed}: ${message}`);
}
