import library from 'bls-eth-wasm';
import { describe, expect, it } from 'vitest';
import { bytesFromHex, concatBytes, type Hex } from '../../../lib/core/bytes.ts';
import { createBlsWasm } from '../../../lib/platform/signatures/bls-wasm.ts';
import { createKeySecrets, publicKeysOf } from '../../../lib/platform/signatures/key-secrets.ts';
import {
  createProofOfPossession,
  verifyProofOfPossession,
} from '../../../lib/platform/signatures/proof-of-possession.ts';

const genesisHash: Hex = `0x${'11'.repeat(32)}`;
const account: Hex = `0x${'22'.repeat(20)}`;
const secret: Hex = `0x${'0'.repeat(62)}2a`;
const wasm = await createBlsWasm();
const { publicKey: blsKey, sign } = wasm.createSigner(secret);
const claim = { blsKey, genesisHash, account };
const message = concatBytes(bytesFromHex(blsKey), bytesFromHex(genesisHash), bytesFromHex(account));

describe('proof of possession', () => {
  it('is accepted for its key, chain and account only', () => {
    const proof = createProofOfPossession(secret, { genesisHash, account });
    expect(verifyProofOfPossession(claim, proof)).toBe(true);
    const other: Hex = `0x${'33'.repeat(20)}`;
    expect(verifyProofOfPossession({ ...claim, account: other }, proof)).toBe(false);
    expect(verifyProofOfPossession({ ...claim, genesisHash: `0x${'12'.repeat(32)}` }, proof)).toBe(
      false,
    );
    const otherKey = wasm.createSigner(`0x${'0'.repeat(62)}2b`).publicKey;
    expect(verifyProofOfPossession({ ...claim, blsKey: otherKey }, proof)).toBe(false);
  });

  it('is what another library makes in the domain of proofs', () => {
    // Present, but missing from the library's types.
    const { setDstG2 } = library as unknown as { setDstG2(domain: string): void };
    setDstG2('BLS_POP_BLS12381G2_XMD:SHA-256_SSWU_RO_POP_');
    const proof = sign(message);
    setDstG2('BLS_SIG_BLS12381G2_XMD:SHA-256_SSWU_RO_POP_');
    expect(createProofOfPossession(secret, { genesisHash, account })).toBe(proof);
  });

  it('is not a signature that a validator makes otherwise', () => {
    expect(verifyProofOfPossession(claim, sign(message))).toBe(false);
    const proof = createProofOfPossession(secret, { genesisHash, account });
    expect(wasm.verifyAggregate({ keys: [blsKey], message, signature: proof })).toBe(false);
  });

  it('is false for anything malformed', () => {
    const proof = createProofOfPossession(secret, { genesisHash, account });
    const infinity = (bytes: number): Hex => `0xc0${'00'.repeat(bytes - 1)}`;
    expect(verifyProofOfPossession({ ...claim, blsKey: infinity(48) }, infinity(96))).toBe(false);
    expect(verifyProofOfPossession(claim, infinity(96))).toBe(false);
    expect(verifyProofOfPossession(claim, '0x')).toBe(false);
    expect(verifyProofOfPossession(claim, `0x80${'00'.repeat(94)}02`)).toBe(false);
    expect(verifyProofOfPossession({ ...claim, blsKey: '0x12' }, proof)).toBe(false);
    expect(() => createProofOfPossession('0x00', { genesisHash, account })).toThrow(
      expect.objectContaining({ code: 'signatures/bad-secret' }),
    );
  });
});

describe('validator keys', () => {
  it('are fresh, and show the public halves that signing uses', () => {
    const [first, second] = [createKeySecrets(account), createKeySecrets(account)];
    expect(first.blsSecret).not.toBe(second.blsSecret);
    expect(first.networkSecret).not.toBe(second.networkSecret);
    const keys = publicKeysOf(first);
    expect(keys.blsKey).toBe(wasm.createSigner(first.blsSecret).publicKey);
    expect(keys.networkKey).toMatch(/^0x[0-9a-f]{64}$/);
  });

  it('derive the Ed25519 key of RFC 8032, test 1', () => {
    const networkSecret = '0x9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60';
    expect(publicKeysOf({ account, blsSecret: secret, networkSecret }).networkKey).toBe(
      '0xd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    );
  });
});
