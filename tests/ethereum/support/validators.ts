import { bitmapFromIndexes, type Certificate } from '../../../lib/chain/certificate.ts';
import type { Member } from '../../../lib/chain/committee.ts';
import { type Header, hashOfHeader } from '../../../lib/chain/header.ts';
import { attestMessage, FINALIZE, type Statement } from '../../../lib/chain/statement.ts';
import { type Hash, type Hex, hexFromBytes } from '../../../lib/core/bytes.ts';
import { keccak256 } from '../../../lib/core/keccak.ts';
import { bytesFromText } from '../../../lib/core/utf8.ts';
import type { BlsSigner } from '../../../lib/node/ports.ts';
import { createBlsNative } from '../../../lib/platform/signatures/bls-native.ts';

/** A committee whose every secret the test knows, in committee order. */
export interface Validators {
  committee: readonly Member[];
  signers: readonly BlsSigner[];
  secrets: readonly Hex[];
}

/** The same for the same name in every run. */
export function testValidators(name: string, count: number, power = (_: number) => 1n): Validators {
  const all = Array.from({ length: count }, (_, i) => {
    const seed = keccak256(bytesFromText(`${name} ${i}`));
    // Below the group's order, whose first byte is 0x73.
    const secret = hexFromBytes(seed.map((byte, at) => (at === 0 ? byte % 0x73 : byte)));
    const signer = bls.createSigner(secret);
    const member: Member = {
      account: hexFromBytes(keccak256(seed).subarray(12)),
      blsKey: signer.publicKey,
      networkKey: hexFromBytes(keccak256(keccak256(seed))),
      power: power(i),
    };
    return { member, signer, secret };
  }).sort((a, b) => (a.member.account < b.member.account ? -1 : 1));
  return {
    committee: all.map(({ member }) => member),
    signers: all.map(({ signer }) => signer),
    secrets: all.map(({ secret }) => secret),
  };
}

/** The finalization of a header by everybody, but for what a test changes about it. */
export function certify(
  { committee, signers }: Validators,
  header: Header,
  options: { indexes?: readonly number[]; change?: Partial<Statement>; genesisHash?: Hash } = {},
): Certificate {
  const statement: Statement = {
    kind: FINALIZE,
    epoch: header.epoch,
    view: header.view,
    digest: hashOfHeader(header),
    ...options.change,
  };
  const indexes = options.indexes ?? committee.map((_, index) => index);
  const message = attestMessage(options.genesisHash ?? header.genesisHash, statement);
  const shares = indexes.map((index) => (signers[index] as BlsSigner).sign(message));
  return {
    statement,
    signers: bitmapFromIndexes(indexes, committee.length),
    signature: bls.aggregate(shares),
  };
}

const bls = createBlsNative();
