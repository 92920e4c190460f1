/** A stretch of code in one colour. */
export interface ColouredText {
  text: string;
  /** Undefined for ink. */
  className: string | undefined;
}

const LANGUAGES = new Set(
  'ts tsx js jsx typescript javascript json solidity sol sh bash shell html xml css rust rs'.split(
    ' ',
  ),
);

/** Languages that get colours; others are shown in one. */
export function isLanguage(name: string): boolean {
  return LANGUAGES.has(name);
}
