import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import type { SwarmOptions } from './configuration/configuration-from-seed.ts';
import { addResults, emptyResult, runSeed, type SeedsResult } from './run-seeds.ts';

export interface LongCampaign extends SwarmOptions {
  seeds: number;
  from: number;
  /** Where results are kept, one line of JSON for each batch of seeds. */
  file: string;
  /** Which code ran, for whoever reads the file. */
  label: string;
  onBatch?: (batch: CampaignBatch) => void;
}

/** Seeds from `from` to before `from + seeds`, and what they came to. */
export interface CampaignBatch extends SeedsResult {
  from: number;
  label: string;
}

/**
 * Runs seeds one after another and writes down what they come to, batch by batch. Killed and
 * started again, with this code or newer, it goes on after the last batch in the file.
 */
export async function runLongCampaign(options: LongCampaign): Promise<SeedsResult> {
  const { seeds, from, file, label, onBatch, ...swarm } = options;
  const end = from + seeds;
  dropTornLine(file);
  for (let next = nextSeed(file, from); next < end; ) {
    const size = Math.min(BATCH_SEEDS, end - next);
    let result = emptyResult();
    for (let i = 0; i < size; i++) result = addResults(result, await runSeed(next + i, swarm));
    const batch = { from: next, label, ...result };
    appendFileSync(file, `${JSON.stringify(batch)}\n`);
    onBatch?.(batch);
    next += size;
  }
  return sumOf(readBatches(file));
}

export function readBatches(file: string): CampaignBatch[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => JSON.parse(line) as CampaignBatch);
}

/** A line without its end was interrupted: those seeds run again. */
function dropTornLine(file: string): void {
  if (!existsSync(file)) return;
  const text = readFileSync(file, 'utf8');
  if (!text.endsWith('\n')) writeFileSync(file, text.slice(0, text.lastIndexOf('\n') + 1));
}

export function sumOf(batches: readonly CampaignBatch[]): SeedsResult {
  return batches.reduce<SeedsResult>(
    (sum, { from: _from, label: _label, ...result }) => addResults(sum, result),
    emptyResult(),
  );
}

function nextSeed(file: string, from: number): number {
  const last = readBatches(file).at(-1);
  return last ? last.from + last.seeds : from;
}

const BATCH_SEEDS = 20;
