import { readFile, stat } from 'node:fs/promises';
import { type Hex, isHex } from '../../core/bytes.ts';
import { WeftError } from '../../core/errors.ts';
import { CHECKPOINT_INTERVAL_MS, MOST_BONDS_WEI, MOST_GAS_PRICE_WEI } from '../../core/limits.ts';

/** How a seed sends transactions to Ethereum by a key of its own, if it does. */
export interface SendingOptions {
  /** Holds the secret of an account with ether: 0x and 64 digits, for its owner's eyes alone. */
  ethereumKeyFile: string | undefined;
  mostGasPriceWei: bigint;
  /** Standing at once for challenges of exits. */
  mostBondsWei: bigint;
  /** Least time between checkpoints that are posted because something waits. */
  checkpointIntervalMs: number;
}

/** For `parseArgs`. */
export const SENDING_OPTIONS = {
  'ethereum-key': { type: 'string' },
  /** In gwei. */
  'most-gas-price': { type: 'string' },
  /** In ether. */
  'most-bonds': { type: 'string' },
  /** In seconds. */
  'checkpoint-interval': { type: 'string' },
} as const;

/** @throws WeftError `seed/bad-number`. */
export function sendingFrom(
  values: {
    [Name in keyof typeof SENDING_OPTIONS]?: string | undefined;
  },
): SendingOptions {
  const price = numberFrom('most-gas-price', values['most-gas-price']);
  const bonds = numberFrom('most-bonds', values['most-bonds']);
  const seconds = numberFrom('checkpoint-interval', values['checkpoint-interval']);
  return {
    ethereumKeyFile: values['ethereum-key'],
    mostGasPriceWei: price === undefined ? MOST_GAS_PRICE_WEI : BigInt(Math.round(price * GWEI)),
    mostBondsWei: bonds === undefined ? MOST_BONDS_WEI : BigInt(Math.round(bonds * GWEI)) * GWEIS,
    checkpointIntervalMs: seconds === undefined ? CHECKPOINT_INTERVAL_MS : seconds * 1_000,
  };
}

/**
 * No message repeats what is in the file.
 * @throws WeftError `ethereum-key/absent`, `ethereum-key/exposed`, `ethereum-key/malformed`.
 */
export async function readEthereumKey(path: string): Promise<Hex> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new WeftError('ethereum-key/absent', `cannot read ${path}`, { path });
  });
  const { mode } = await stat(path);
  if (process.platform !== 'win32' && (mode & OTHERS) !== 0) {
    throw new WeftError('ethereum-key/exposed', `others may read ${path}: chmod 600 it`, { path });
  }
  const secret = text.trim();
  if (isHex(secret, 32)) return secret;
  throw new WeftError('ethereum-key/malformed', `${path} holds no secret of an account`, { path });
}

function numberFrom(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() !== '' && value > 0 && value <= MOST) return value;
  throw new WeftError('seed/bad-number', `--${option} needs a number above zero, up to ${MOST}`, {
    option,
  });
}

/** Of any of them. */
const MOST = 1e9;
/** In a gwei, and gwei in an ether. */
const GWEI = 1e9;
const GWEIS = 1_000_000_000n;
/** Permission bits of group and others. */
const OTHERS = 0o077;
