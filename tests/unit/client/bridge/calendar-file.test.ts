import { expect, it } from 'vitest';
import { calendarFile } from '../../../../lib/client/bridge/calendar-file.ts';

it('is one event with an alarm, in lines that calendars read (RFC 5545)', () => {
  const file = calendarFile({
    id: 'exit-7@weft',
    title: 'Coin 4: take it out, please',
    description: `Open the page;\nthen press. ${'ä'.repeat(60)}`,
    startMs: Date.UTC(2026, 10, 29, 9, 30, 0),
    nowMs: Date.UTC(2026, 10, 22, 10, 0, 5),
  });
  const lines = file.split('\r\n');
  expect(lines).toContain('DTSTART:20261129T093000Z');
  expect(lines).toContain('DTSTAMP:20261122T100005Z');
  expect(lines).toContain('SUMMARY:Coin 4: take it out\\, please');
  expect(file).toContain('Open the page\\;\\nthen press.');
  expect(lines.at(-1)).toBe('');
  for (const line of lines) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
});
