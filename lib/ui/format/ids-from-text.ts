/** Token ids, or why a text is none: `ranges` that run backwards count as malformed. */
export type IdsInput =
  | { ids: readonly bigint[]; problem?: undefined }
  | { ids?: undefined; problem: 'empty' | 'malformed' | 'too-many' };

/** Reads `7, 12-30`: numbers and ranges, each id once, in the order they were typed. */
export function idsFromText(text: string, most: number): IdsInput {
  const parts = text.split(/[\s,;]+/).filter(Boolean);
  if (parts.length === 0) return { problem: 'empty' };
  const ids = new Set<bigint>();
  for (const part of parts) {
    const match = /^(\d{1,78})(?:-(\d{1,78}))?$/.exec(part);
    if (!match) return { problem: 'malformed' };
    const first = BigInt(match[1] as string);
    const last = match[2] === undefined ? first : BigInt(match[2]);
    if (last < first || last >> 256n > 0n) return { problem: 'malformed' };
    if (last - first >= BigInt(most)) return { problem: 'too-many' };
    for (let id = first; id <= last; id++) ids.add(id);
    if (ids.size > most) return { problem: 'too-many' };
  }
  return { ids: [...ids] };
}
