import { isUnseen } from './characters.ts';

/** The beginning of a text that a stranger wrote, on one line and with nothing that hides. */
export function shortened(text: string): string {
  const characters = [...text]
    .slice(0, 4 * MOST)
    .map((character) => (isUnseen(character.codePointAt(0) as number) ? ' ' : character));
  const line = [...characters.join('').replace(/ +/g, ' ').trim()];
  return line.length <= MOST ? line.join('') : `${line.slice(0, MOST - 1).join('')}…`;
}

/** Characters. */
const MOST = 80;
