import { MAX_NAME_LENGTH, MIN_NAME_LENGTH } from '../../core/module-limits.ts';
import { LOOKS_LIKE, scriptOf } from './characters.ts';
import { nameMalformed, nameReserved } from './errors.ts';

/**
 * Throws unless it is a letter and then letters of the same script, digits, hyphens, underscores,
 * and does not look like the name of somebody in charge.
 */
export function assertName(name: string): void {
  const points = [...name].map((character) => character.codePointAt(0) as number);
  if (points.length < MIN_NAME_LENGTH || points.length > MAX_NAME_LENGTH) throw nameMalformed();
  const script = scriptOf(points[0] as number);
  const isWell = points.every((point) => scriptOf(point) === script || isPlain(point));
  if (script === undefined || !isWell) throw nameMalformed();
  if (looksOfficial(name)) throw nameReserved();
}

/**
 * What a name looks like: two names with the same skeleton cannot be told apart by everybody, so
 * only one of them is ever taken. No name is shown or searched by it.
 */
export function skeletonOf(name: string): string {
  // Decomposition of the letters that names may have is the same in all versions of Unicode.
  const letters = [...name.normalize('NFD')].filter((letter) => !isMark(letter));
  const shapes = letters.map((letter) => {
    const lower = letter.toLowerCase();
    return LOOKS_LIKE.get(letter) ?? LOOKS_LIKE.get(lower) ?? lower;
  });
  return shapes.join('').replaceAll('rn', 'm').replaceAll('vv', 'w').replaceAll('_', '-');
}

/** As a whole or in one of its words, with a number behind it or not. */
function looksOfficial(name: string): boolean {
  const words = [name, ...name.split(/[-_]/)];
  const all = [...words, ...words.map((word) => word.replace(/[0-9]+$/, ''))];
  return all.some((word) => RESERVED.has(skeletonOf(word)));
}

function isPlain(point: number): boolean {
  return (point >= 0x30 && point <= 0x39) || point === 0x2d || point === 0x5f;
}

function isMark(letter: string): boolean {
  return letter >= '\u0300' && letter <= '\u036f';
}

const RESERVED: ReadonlySet<string> = new Set(
  [
    ...['admin', 'administrator', 'moderator', 'mod', 'official', 'owner', 'root', 'staff'],
    ...['support', 'system', 'team', 'weft', 'anonymous', 'deleted', 'nobody'],
  ].map(skeletonOf),
);
