import type { CoinFile } from '../../modules/vault/coin-file.ts';
import { coinFileFromText } from '../../node/coins/coin-file-text.ts';
import type { CoinFileText } from '../types.ts';

/** What a node gave as text. @throws WeftError `coin-file/...`. */
export function coinFileFrom({ text }: Pick<CoinFileText, 'text'>): CoinFile {
  return coinFileFromText(text);
}
