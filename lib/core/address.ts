import { type Address, type Hex, isHex } from './bytes.ts';
import { WeftError } from './errors.ts';
import { keccakHex } from './keccak.ts';
import { bytesFromText } from './utf8.ts';

/** An address in the mixed case of EIP-55, for people to read and copy. */
export function checksumAddress(address: Address): Hex {
  const digits = address.slice(2).toLowerCase();
  const hash = keccakHex(bytesFromText(digits)).slice(2);
  const cased = [...digits].map((digit, i) =>
    Number.parseInt(hash[i] as string, 16) >= 8 ? digit.toUpperCase() : digit,
  );
  return `0x${cased.join('')}`;
}

/**
 * The address a person typed or pasted, in lower case.
 * @throws WeftError `address/malformed`, or `address/checksum` when mixed case contradicts EIP-55.
 */
export function addressFromText(text: string): Address {
  const trimmed = text.trim();
  if (!isHex(trimmed, 20)) {
    throw new WeftError('address/malformed', 'an address is 0x and 40 hexadecimal digits');
  }
  const digits = trimmed.slice(2);
  const mixed = digits !== digits.toLowerCase() && digits !== digits.toUpperCase();
  if (mixed && checksumAddress(trimmed) !== trimmed) {
    throw new WeftError('address/checksum', 'the address has a typing mistake', { text: trimmed });
  }
  return trimmed.toLowerCase() as Address;
}
