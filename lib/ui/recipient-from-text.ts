import { addressFromText } from '../core/address.ts';
import type { Address } from '../core/bytes.ts';
import { WeftError } from '../core/errors.ts';

export type RecipientInput =
  | { address: Address; problem?: undefined }
  | { address?: undefined; problem: 'noAddress' | 'address' | 'checksum' };

/** Reads the address a person typed or pasted; its capitals, if mixed, are its checksum. */
export function recipientFromText(text: string): RecipientInput {
  if (text.trim() === '') return { problem: 'noAddress' };
  try {
    return { address: addressFromText(text) };
  } catch (thrown) {
    const isTypo = thrown instanceof WeftError && thrown.code === 'address/checksum';
    return { problem: isTypo ? 'checksum' : 'address' };
  }
}
