import { formatMoment, formatSpan } from './format/format-time.ts';

/** Time until a moment, in words around it; the moment itself on hover. */
export function Countdown({
  untilMs,
  nowMs,
  words,
  passed,
}: {
  untilMs: number;
  nowMs: number;
  words: (span: string) => string;
  /** Said from the moment on. */
  passed: string;
}) {
  return (
    <span data-countdown={untilMs} title={formatMoment(untilMs, nowMs)}>
      {nowMs < untilMs ? words(formatSpan(untilMs - nowMs)) : passed}
    </span>
  );
}
