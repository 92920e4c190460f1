import { describe, expect, it } from 'vitest';
import type { BootStep, Phase } from '../../../lib/client/types.ts';
import { bootFacts, bootShare } from '../../../lib/ui/boot-facts.ts';
import { histogramBins } from '../../../lib/ui/histogram-bins.ts';
import { readWords, syncPercent, waitWords } from '../../../lib/ui/node-words.ts';
import { recipientFromText } from '../../../lib/ui/recipient-from-text.ts';
import { soughtFromText } from '../../../lib/ui/sought.ts';
import { swatchPattern } from '../../../lib/ui/swatch-pattern.ts';
import { validatorsOf } from './loom-fixtures.ts';

const ADDRESS = '0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed';
const HASH = `0x${'3b'.repeat(32)}`;

/** A node that has opened its database and knows no block. */
function statusOf(phase: Phase) {
  const boot: BootStep[] = [{ name: 'storage', state: 'done', facts: {} }];
  return { phase, boot, height: 0n, targetHeight: 0n };
}

describe('a search', () => {
  it('understands heights, hashes, addresses and names of validators', () => {
    expect(soughtFromText('1,284,907')).toEqual({ kind: 'height', height: 1_284_907n });
    expect(soughtFromText(` ${HASH.toUpperCase().replace('0X', '0x')} `)).toEqual({
      kind: 'hash',
      hash: HASH,
    });
    expect(soughtFromText(ADDRESS)).toEqual({ kind: 'account', address: ADDRESS });
    const [first] = validatorsOf([1]);
    const names = first ? [{ account: first.account, name: 'validator-0' }] : [];
    expect(soughtFromText('Validator-0', names)).toEqual({
      kind: 'account',
      address: first?.account,
    });
  });

  it('does not guess', () => {
    for (const text of ['', 'hello', '0x', `${HASH}00`, '9'.repeat(30), '-1', '1.5']) {
      expect(soughtFromText(text)).toBeUndefined();
    }
  });
});

describe('a recipient', () => {
  it('may be typed in one case or with its checksum', () => {
    const typed = [ADDRESS, '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed', ` ${ADDRESS} `];
    for (const text of typed) expect(recipientFromText(text)).toEqual({ address: ADDRESS });
  });

  it('is refused with its reason', () => {
    expect(recipientFromText('').problem).toBe('noAddress');
    expect(recipientFromText('0x1234').problem).toBe('address');
    expect(recipientFromText('0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed').problem).toBe(
      'checksum',
    );
  });

  it('is refused where nobody has a key', () => {
    const keyless = [ADDRESS] as const;
    expect(recipientFromText(ADDRESS.toUpperCase().replace('X', 'x'), keyless).problem).toBe(
      'keyless',
    );
    expect(recipientFromText(`0x${'11'.repeat(20)}`, keyless).problem).toBeUndefined();
  });
});

describe('the way to live', () => {
  it('is whole percents, and 100 only at the end', () => {
    expect(syncPercent({ height: 0n, targetHeight: 0n })).toBe(0);
    expect(syncPercent({ height: 621n, targetHeight: 1000n })).toBe(62);
    expect(syncPercent({ height: 9999n, targetHeight: 10_000n })).toBe(99);
    expect(syncPercent({ height: 10n, targetHeight: 10n })).toBe(100);
  });

  it('says beside a step only what the step knows', () => {
    expect(bootFacts({ name: 'keys', state: 'done', facts: {} })).toBe('');
    expect(bootFacts({ name: 'peers', state: 'done', facts: { peers: 4 } })).toBe('4 connected');
    const blocks = { name: 'blocks', state: 'running', facts: { blocks: '30', of: '48' } } as const;
    expect(bootFacts(blocks)).toBe('30 of 48');
    expect(bootShare(blocks)).toBe(0.625);
    expect(bootShare({ ...blocks, facts: { blocks: '0', of: '0' } })).toBeUndefined();
    expect(bootFacts({ name: 'blocks', state: 'waiting', facts: { blocks: 30 } })).toBe('');
  });

  it('says what it waits for before anyone has named a block', () => {
    const nothing = { name: 'blocks', state: 'running', facts: { blocks: '0', of: '0' } } as const;
    expect(bootFacts(nothing)).toBe('waits for the newest block');
    const status = { ...statusOf('starting'), boot: [] };
    expect(waitWords(undefined)).toBe('Waits for the database');
    expect(waitWords(status)).toBe('Waits for the database');
    expect(readWords(status)).toBe('Waits for your node to open its database');
    expect(waitWords(statusOf('starting'))).toBe('Waits for the first peer');
    expect(readWords(statusOf('starting'))).toMatch(/^Waits for the first block/);
    expect(waitWords(statusOf('syncing'))).toBe('Waits for the newest block');
    expect(waitWords({ ...statusOf('syncing'), targetHeight: 7n })).toBe('Waits for 7 blocks');
    expect(readWords(statusOf('live'))).toMatch(/^Reads from the disk/);
  });
});

describe('a histogram', () => {
  it('counts every duration once', () => {
    const durations = Array.from({ length: 500 }, (_, i) => 300 + ((i * 7919) % 900));
    const data = histogramBins([...durations, 60_000]);
    expect(data?.bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(501);
    expect(data?.slowestMs).toBe(60_000);
    expect(data?.toMs).toBeLessThan(5_000);
    expect(data?.ticksMs.length).toBeLessThanOrEqual(6);
  });

  it('stands for one block, and for none', () => {
    expect(histogramBins([412])?.halfMs).toBe(412);
    expect(histogramBins([])).toBeUndefined();
  });
});

describe('a swatch', () => {
  it('is the same for the same address and another for most others', () => {
    expect(swatchPattern(ADDRESS)).toEqual(swatchPattern(ADDRESS));
    const patterns = Array.from({ length: 64 }, (_, i) => {
      const digits = ((i + 1) * 0x9e3779b1).toString(16).slice(-8).padStart(8, '0');
      return JSON.stringify(swatchPattern(`0x${digits.repeat(5)}`));
    });
    expect(new Set(patterns).size).toBeGreaterThan(48);
  });
});
