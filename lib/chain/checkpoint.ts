import { uncompressedKey, uncompressG2 } from '../core/bls-point.ts';
import { bytesFromHex, concatBytes, type Hash, type Hex, hexFromBytes } from '../core/bytes.ts';
import { WeftError } from '../core/errors.ts';
import { type Certificate, hasQuorum, signersOf } from './certificate.ts';
import { type Committee, identitiesHashOf, keyBytesOf } from './committee.ts';
import { isBoundary } from './epoch.ts';
import { bytesFromHeader, type Header, hashOfHeader } from './header.ts';
import { FINALIZE } from './statement.ts';

/** What `Checkpoints.submit` takes, in its order. */
export interface Checkpoint {
  /** The 358 bytes whose hash validators signed. */
  header: Hex;
  /** View of the signed statement. */
  view: bigint;
  /** Per member x and y of its key, 48 bytes each, and its power, 8 bytes. */
  keys: Hex;
  identitiesHash: Hash;
  /** Bit i is set if member i signed. */
  signers: bigint;
  /** G2 point in the encoding of EIP-2537: 256 bytes. */
  signature: Hex;
}

/**
 * A final header as Ethereum accepts it. The signature is not verified here, only brought into the
 * form that the contract verifies.
 * @throws WeftError `checkpoint/other-statement` if the certificate says something else than that
 *   this header is final, `checkpoint/no-quorum`, `checkpoint/malformed-signature`
 */
export function checkpointFrom(
  header: Header,
  committee: Committee,
  certificate: Certificate,
): Checkpoint {
  const { kind, epoch, view, digest } = certificate.statement;
  const isView = isBoundary(header) ? view >= header.view : view === header.view;
  const isThis = kind === FINALIZE && epoch === header.epoch && digest === hashOfHeader(header);
  if (!isThis || !isView) {
    throw new WeftError('checkpoint/other-statement', 'the certificate is about something else', {
      height: header.height.toString(),
      view: view.toString(),
    });
  }
  if (!hasQuorum(certificate, committee)) {
    throw new WeftError('checkpoint/no-quorum', 'the certificate is none of this committee', {
      signers: certificate.signers,
      members: committee.length,
    });
  }
  const keys = committee.map(({ blsKey }) => uncompressedKey(blsKey));
  const signers = signersOf(certificate, committee) ?? [];
  return {
    header: hexFromBytes(bytesFromHeader(header)),
    view,
    keys: hexFromBytes(keyBytesOf(committee, keys)),
    identitiesHash: identitiesHashOf(committee),
    signers: signers.reduce((bits, { index }) => bits | (1n << BigInt(index)), 0n),
    signature: paddedSignature(certificate.signature),
  };
}

/** EIP-2537: coordinates in 64 bytes each, and of a pair the part without `u` first. */
function paddedSignature(compressed: Hex): Hex {
  const point = uncompressG2(compressed);
  if (!point) {
    throw new WeftError(
      'checkpoint/malformed-signature',
      'the signature is no point of the curve',
      {
        signature: compressed,
      },
    );
  }
  const bytes = bytesFromHex(point);
  const padded = [48, 0, 144, 96].flatMap((at) => [PADDING, bytes.subarray(at, at + 48)]);
  return hexFromBytes(concatBytes(...padded));
}

const PADDING = new Uint8Array(16);
