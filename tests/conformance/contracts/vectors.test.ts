import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { jsonOf } from '../vectors.ts';
import {
  coinBlockVectors,
  coinTransferVectors,
  inboxVectors,
  outboxVectors,
} from './bridge-vectors.ts';
import { finalizationVectors, headerVectors } from './checkpoint-vectors.ts';
import { stateVectors } from './state-vectors.ts';

// Changing an expectation here is a hard fork, and contracts cannot follow one: they never change.
// UPDATE_VECTORS=1 writes the files, which contracts/test/unit/SharedVectors.t.sol reads, too.

describe('what contracts were made to understand', () => {
  it.each([
    ['header', headerVectors],
    ['finalization', finalizationVectors],
    ['inbox', inboxVectors],
    ['outbox', outboxVectors],
    ['coin-transfer', coinTransferVectors],
    ['coin-block', coinBlockVectors],
    ['state', stateVectors],
  ])('%s', (name, vectors) => {
    const path = new URL(`../../../contracts/test/vectors/${name}.json`, import.meta.url);
    const cases = jsonOf(vectors());
    if (process.env.UPDATE_VECTORS) writeFileSync(path, `${JSON.stringify({ cases }, null, 2)}\n`);
    expect(cases).toEqual(JSON.parse(readFileSync(path, 'utf8')).cases);
  });
});
