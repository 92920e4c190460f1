const CLOCK = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });
const SECOND_MS = 1000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** A number of seconds without its unit: "0.84". */
export function secondsFromMs(durationMs: number): string {
  const seconds = durationMs / SECOND_MS;
  return seconds < 100 ? seconds.toFixed(2) : seconds.toFixed(0);
}

export function formatSeconds(durationMs: number): string {
  return `${secondsFromMs(durationMs)} s`;
}

/** How long something took: "0.84 s", and from a minute on "1 min 19 s". */
export function formatTook(durationMs: number): string {
  return durationMs < MINUTE_MS ? formatSeconds(durationMs) : formatSpan(durationMs);
}

export function formatMilliseconds(durationMs: number): string {
  return `${Math.round(durationMs)} ms`;
}

/** A span in at most two units: "42 s", "1 min 20 s", "3 h 5 min", "21 d". */
export function formatSpan(durationMs: number): string {
  const seconds = Math.max(0, Math.ceil(durationMs / SECOND_MS));
  const parts = [
    { unit: 'd', count: Math.floor(seconds / 86_400) },
    { unit: 'h', count: Math.floor(seconds / 3_600) % 24 },
    { unit: 'min', count: Math.floor(seconds / 60) % 60 },
    { unit: 's', count: seconds % 60 },
  ];
  const first = parts.findIndex(({ count }) => count > 0);
  const shown = first < 0 ? parts.slice(-1) : parts.slice(first, first + 2);
  return shown
    .filter(({ count }, i) => i === 0 || count > 0)
    .map(({ unit, count }) => `${count} ${unit}`)
    .join(' ');
}

/** How long ago, in the one unit that fits. A clock that runs ahead reads "now". */
export function formatAgo(timestampMs: number, nowMs: number): string {
  const age = nowMs - timestampMs;
  if (age < SECOND_MS) return 'now';
  if (age < MINUTE_MS) return `${Math.floor(age / SECOND_MS)} s ago`;
  if (age < HOUR_MS) return `${Math.floor(age / MINUTE_MS)} min ago`;
  if (age < DAY_MS) return `${Math.floor(age / HOUR_MS)} h ago`;
  return `${Math.floor(age / DAY_MS)} d ago`;
}

/** "Today at 09:52:14" or "21 Nov 2026 at 09:52:14", in the reader's own time zone. */
export function formatMoment(timestampMs: number, nowMs: number): string {
  const day = DAY.format(timestampMs);
  return `${day === DAY.format(nowMs) ? 'Today' : day} at ${CLOCK.format(timestampMs)}`;
}

/** "2026-11-21 09:52:14.702": to the millisecond, for whoever compares two nodes. */
export function formatUtc(timestampMs: number): string {
  return new Date(timestampMs).toISOString().replace('T', ' ').replace('Z', '');
}
