import { bytesFromHex, type Hex, hexFromBytes } from '../core/bytes.ts';
import { MAX_SIGNERS_BYTES } from '../core/limits.ts';
import { bytesOf, hexItem, hexOf, listOf, malformed, type RlpItem } from '../core/rlp.ts';
import { type Committee, type Member, quorumPower } from './committee.ts';
import { itemFromStatement, type Statement, statementFromItem } from './statement.ts';

/** A quorum's aggregated signature over one statement. */
export interface Certificate {
  statement: Statement;
  /** Bitmap of ceil(n/8) bytes: member i is bit i%8, least significant first, of byte i/8. */
  signers: Hex;
  /** Compressed aggregate BLS12-381 G2 signature, 96 bytes. */
  signature: Hex;
}

export function bitmapFromIndexes(indexes: Iterable<number>, memberCount: number): Hex {
  const bytes = new Uint8Array(Math.ceil(memberCount / 8));
  for (const index of indexes)
    bytes[index >> 3] = (bytes[index >> 3] as number) | (1 << (index & 7));
  return hexFromBytes(bytes);
}

/** Ascending member indexes of a bitmap. */
export function indexesFromBitmap(bitmap: Hex): number[] {
  return [...bytesFromHex(bitmap)].flatMap((byte, at) =>
    BITS.filter((bit) => (byte >> bit) & 1).map((bit) => at * 8 + bit),
  );
}

/** Who signed, or undefined when the bitmap is not one of this committee: size and stray bits. */
export function signersOf(
  { signers }: Pick<Certificate, 'signers'>,
  committee: Committee,
): { index: number; member: Member }[] | undefined {
  if (signers.length !== 2 + 2 * Math.ceil(committee.length / 8)) return undefined;
  const found: { index: number; member: Member }[] = [];
  for (const index of indexesFromBitmap(signers)) {
    const member = committee[index];
    if (!member) return undefined;
    found.push({ index, member });
  }
  return found;
}

/** Everything about a certificate but its signature: size, no stray bits, power of a quorum. */
export function hasQuorum(certificate: Certificate, committee: Committee): boolean {
  const signers = signersOf(certificate, committee);
  if (!signers) return false;
  const power = signers.reduce((sum, { member }) => sum + member.power, 0n);
  return power >= quorumPower(committee);
}

export function itemFromCertificate(certificate: Certificate): RlpItem {
  return [
    itemFromStatement(certificate.statement),
    hexItem(certificate.signers),
    hexItem(certificate.signature),
  ];
}

export function certificateFromItem(item: RlpItem | undefined): Certificate {
  const [statement, signersItem, signature] = listOf(item, 3);
  const signers = bytesOf(signersItem);
  if (signers.length > MAX_SIGNERS_BYTES) throw malformed(`bitmap of ${signers.length} bytes`);
  return {
    statement: statementFromItem(statement),
    signers: hexFromBytes(signers),
    signature: hexOf(signature, 96),
  };
}

const BITS = [0, 1, 2, 3, 4, 5, 6, 7];
