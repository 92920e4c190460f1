import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Ethereum, startEthereum } from '../support/ethereum.ts';
import { measureCheckpoints } from './checkpoint-gas.ts';
import { GasMeter } from './gas-meter.ts';
import { GAS_ROWS, gasOf, gasTable } from './gas-table.ts';
import { measureGateway } from './gateway-gas.ts';
import { measureVault } from './vault-gas.ts';

// UPDATE_GAS=1 writes the snapshot, and the table in contracts/README.
const SNAPSHOT = 'contracts/snapshots/gas.json';
const README = 'contracts/README.md';
const TABLE = /\| transaction \| gas \|[\s\S]*?\n(?=\n|$)/;

describe('gas on Prague, receipt by receipt', () => {
  const meter = new GasMeter();
  let ethereum: Ethereum;

  beforeAll(async () => {
    ethereum = await startEthereum();
    await measureCheckpoints(ethereum, meter);
    await measureGateway(ethereum, meter);
    await measureVault(ethereum, meter);
    if (!process.env.UPDATE_GAS) return;
    writeFileSync(SNAPSHOT, `${JSON.stringify(meter.measured, null, 2)}\n`);
    const readme = readFileSync(README, 'utf8');
    writeFileSync(README, readme.replace(TABLE, `${gasTable(meter.measured)}\n`));
  }, 600_000);
  afterAll(() => ethereum.stop());

  it('is what the snapshot says', () => {
    expect(meter.measured).toEqual(JSON.parse(readFileSync(SNAPSHOT, 'utf8')));
  });

  it.each(GAS_ROWS.filter(({ limit }) => limit !== undefined))('keeps its limit: $name', (row) => {
    expect(gasOf(row, meter.measured)).toBeLessThanOrEqual((row.limit ?? 0) * 1_000);
  });

  it('is what the README says', () => {
    expect(readFileSync(README, 'utf8')).toContain(gasTable(meter.measured));
  });
});
