import type { Hex } from '../../core/bytes.ts';

/**
 * Remembers decoded and checked keys, the oldest forgotten first. Only valid keys are kept, so that
 * nobody can fill it with rubbish.
 */
export function createDecodedKeys<Key>(
  decode: (key: Hex) => Key | undefined,
  maxKeys: number,
): (key: Hex) => Key | undefined {
  const decoded = new Map<Hex, Key>();
  return (hex) => {
    const known = decoded.get(hex);
    if (known !== undefined) return known;
    const key = decode(hex);
    if (key === undefined) return undefined;
    if (decoded.size >= maxKeys) decoded.delete(decoded.keys().next().value as Hex);
    decoded.set(hex, key);
    return key;
  };
}
