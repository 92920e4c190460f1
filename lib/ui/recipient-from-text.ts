import { addressFromText } from '../core/address.ts';
import type { Address } from '../core/bytes.ts';
import { WeftError } from '../core/errors.ts';

export type RecipientInput =
  | { address: Address; problem?: undefined }
  | { address?: undefined; problem: 'noAddress' | 'address' | 'checksum' | 'keyless' };

/**
 * Reads the address a person typed or pasted; its capitals, if mixed, are its checksum. What goes
 * to an account for which no key signs would be lost.
 */
export function recipientFromText(
  text: string,
  keylessAccounts: readonly Address[] = [],
): RecipientInput {
  if (text.trim() === '') return { problem: 'noAddress' };
  try {
    const address = addressFromText(text);
    return keylessAccounts.includes(address) ? { problem: 'keyless' } : { address };
  } catch (thrown) {
    const isTypo = thrown instanceof WeftError && thrown.code === 'address/checksum';
    return { problem: isTypo ? 'checksum' : 'address' };
  }
}
