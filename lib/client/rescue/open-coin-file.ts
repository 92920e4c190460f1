import { WeftError } from '../../core/errors.ts';
import { MAX_COIN_FILE_BYTES } from '../../core/module-limits.ts';
import type { CoinFile } from '../../modules/vault/coin-file.ts';
import { coinFileFromText } from '../../node/coins/coin-file-text.ts';

export type { CoinFile } from '../../modules/vault/coin-file.ts';

/** Reads a file that was chosen. @throws what `coinFileFromText` throws. */
export async function openCoinFile(file: Pick<File, 'size' | 'text'>): Promise<CoinFile> {
  if (file.size > MAX_COIN_FILE_BYTES) {
    throw new WeftError('coin-file/too-large', 'the file is too large', { bytes: file.size });
  }
  return coinFileFromText(await file.text());
}
