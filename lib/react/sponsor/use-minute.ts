import { useEffect, useState } from 'react';

const MINUTE_MS = 60_000;
const LOOK_MS = 5_000;

/** When the current minute began: for questions about now that are not asked every second. */
export function useMinute(): number {
  const [minuteMs, setMinuteMs] = useState(startOfMinute);
  useEffect(() => {
    const timer = setInterval(() => setMinuteMs(startOfMinute()), LOOK_MS);
    return () => clearInterval(timer);
  }, []);
  return minuteMs;
}

function startOfMinute(): number {
  return Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS;
}
