import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Configuration } from '../configuration/configuration.ts';

/** A failure that was found once, cut down. It is replayed for ever. */
export interface Regression {
  name: string;
  /** What it broke. */
  invariant: string;
  /** What was wrong then. */
  mistake: string;
  configuration: Configuration;
}

export function readRegressions(): Regression[] {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));
  return names.sort().map((name) => JSON.parse(readFileSync(`${FOLDER}/${name}`, 'utf8')));
}

export function saveRegression(regression: Regression): string {
  const file = `${FOLDER}/${regression.name}.json`;
  writeFileSync(file, `${JSON.stringify(regression, undefined, 2)}\n`);
  return file;
}

const FOLDER = 'tests/simulation/regressions';
