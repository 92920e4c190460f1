import { formatAgo } from './format/format-time.ts';

/** How long ago; the exact time on hover. */
export function Ago({ timestampMs, nowMs }: { timestampMs: number; nowMs: number }) {
  const exact = new Date(timestampMs).toISOString();
  return (
    <time dateTime={exact} title={exact} className="whitespace-nowrap">
      {formatAgo(timestampMs, nowMs)}
    </time>
  );
}
