/** The hash over all events of a run: equal for equal runs, and a line for people to read. */
export interface Trace {
  log(process: number, mark: number, text: () => string): void;
  hash(): number;
}

export function createTrace(now: () => number, onLine?: (line: string) => void): Trace {
  let hash = 0;
  return {
    log: (process, mark, text) => {
      for (const part of [process, mark, now() * 1_000]) {
        hash = Math.imul(hash ^ part, 0x01000193) ^ (hash >>> 15);
      }
      onLine?.(`${now().toFixed(2).padStart(10)} node ${process}: ${text()}`);
    },
    hash: () => hash >>> 0,
  };
}
