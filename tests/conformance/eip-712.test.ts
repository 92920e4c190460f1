import {
  type MessageTypes,
  recoverTypedSignature,
  SignTypedDataVersion,
  signTypedData,
  type TypedMessage,
} from '@metamask/eth-sig-util';
import { TypedDataEncoder } from 'ethers';
import fc from 'fast-check';
import { hashTypedData } from 'viem';
import { describe, expect, it } from 'vitest';
import type { ActionFields, FieldType } from '../../lib/chain/module.ts';
import type { UnsignedTransaction } from '../../lib/chain/transaction.ts';
import {
  type ActionType,
  digestOfTransaction,
  type TypedDataDomain,
  type TypedDataJson,
  typedDataOf,
} from '../../lib/chain/typed-data.ts';
import { type Address, type Hash, type Hex, hexFromBytes } from '../../lib/core/bytes.ts';
import { recoverAddress } from '../../lib/core/secp256k1.ts';
import { modules } from '../../lib/modules/index.ts';
import { anyHex, hexOfLength, text, timeMs, u64, u256 } from '../unit/chain/arbitraries.ts';
import { alice, signDigest } from '../unit/chain/fixtures.ts';
import { readVectors } from './vectors.ts';

// Typed structured data: https://eips.ethereum.org/EIPS/eip-712

interface Vector {
  name: string;
  domain: Omit<TypedDataDomain, 'chainId'> & { chainId: string };
  action: ActionType;
  transaction: {
    primaryType: string;
    fields: Record<string, string | boolean | string[]>;
    account: Address;
    nonce: string;
    validUntilMs: number;
    feeMax: string;
  };
  typedData: TypedDataJson;
  digest: Hash;
  signature: Hex;
}

describe('frozen typed data', () => {
  it.each(readVectors<Vector>('typed-data'))('$name', (vector) => {
    const { action, digest, signature } = vector;
    const domain = { ...vector.domain, chainId: BigInt(vector.domain.chainId) };
    const transaction = transactionOf(vector);
    expect(digestOfTransaction(domain, action, transaction)).toBe(digest);
    expect(typedDataOf(domain, action, transaction)).toEqual(vector.typedData);
    expect(recoverAddress(digest, signature)).toBe(transaction.account);
    expectAgreement(domain, action, transaction);
  });
});

describe('typed data of any values', () => {
  const domain: fc.Arbitrary<TypedDataDomain> = fc
    .record({
      name: text,
      chainId: u64,
      contract: fc.option(hexOfLength(20)),
      salt: fc.option(hexOfLength(32)),
    })
    .map(({ name, chainId, contract, salt }) => ({
      name,
      version: '1',
      chainId,
      ...(contract && { verifyingContract: contract }),
      ...(salt && { salt }),
    }));
  const values: Record<FieldType, fc.Arbitrary<ActionFields[string]>> = {
    address: hexOfLength(20),
    uint256: u256,
    uint64: u64,
    bool: fc.boolean(),
    string: text,
    bytes: anyHex(70),
    bytes32: hexOfLength(32),
    'uint256[]': fc.array(u256, { maxLength: 5 }),
  };
  const field = fc
    .constantFrom(...(Object.keys(values) as FieldType[]))
    .chain((type) => fc.tuple(fc.constant(type), values[type]));
  const action = fc.array(field, { maxLength: 6 }).map((fields) => ({
    action: {
      primaryType: 'AnyAction',
      fields: fields.map(([type], i) => ({ name: `field${i}`, type })),
    },
    fields: Object.fromEntries(fields.map(([, value], i) => [`field${i}`, value])),
  }));
  const rest = fc.record({
    account: hexOfLength(20),
    nonce: u64,
    validUntilMs: timeMs,
    feeMax: u256,
  });

  it('has the digest that viem, ethers and MetaMask compute', () => {
    fc.assert(
      fc.property(domain, action, rest, (chain, { action: type, fields }, envelope) => {
        expectAgreement(chain, type, { primaryType: type.primaryType, fields, ...envelope });
      }),
      { numRuns: 200 },
    );
  });

  it('is signed by MetaMask byte for byte as by the reference', () => {
    const [vector] = readVectors<Vector>('typed-data');
    const { typedData, signature, digest } = vector as Vector;
    const data = typedData as unknown as TypedMessage<MessageTypes>;
    const version = SignTypedDataVersion.V4;
    const privateKey = Buffer.from(alice.secretKey);
    expect(signTypedData({ privateKey, data, version })).toBe(signature);
    expect(signDigest(alice, digest)).toBe(signature);
    expect(recoverTypedSignature({ data, signature, version })).toBe(alice.account);
  });
});

describe('what wallets show', () => {
  it('is made of words, with units on amounts and bytes only where Solidity has no type', () => {
    for (const { fields, primaryType } of modules.flatMap((module) => module.actions)) {
      expect(primaryType).toMatch(/^[A-Z][a-z]+[A-Z]/);
      for (const { name, type } of fields) {
        if (!TYPELESS.includes(name)) expect(type).not.toBe('bytes');
        if (/amount/i.test(name)) expect(name).toMatch(/(Wei|SmallestUnits)$/);
      }
    }
  });

  it('is JSON as eth_signTypedData_v4 wants it, integers as decimal text', () => {
    for (const { typedData } of readVectors<Vector>('typed-data')) {
      expect(JSON.parse(JSON.stringify(typedData))).toEqual(typedData);
      expect(typedData.message.nonce).toMatch(/^\d+$/);
      expect(typedData.domain.chainId).toMatch(/^\d+$/);
    }
  });
});

describe('secret key of the vectors', () => {
  it('is the test wallet', () => {
    const [vector] = readVectors<Vector & { secretKey: Hex }>('typed-data');
    expect(vector?.secretKey).toBe(hexFromBytes(alice.secretKey));
  });
});

function expectAgreement(
  domain: TypedDataDomain,
  action: ActionType,
  transaction: UnsignedTransaction,
): void {
  const digest = digestOfTransaction(domain, action, transaction);
  const data = typedDataOf(domain, action, transaction);
  const { EIP712Domain: _, ...types } = data.types;
  expect(TypedDataEncoder.hash(data.domain, types, data.message)).toBe(digest);
  const { chainId } = domain;
  expect(hashTypedData({ ...data, domain: { ...data.domain, chainId }, types } as never)).toBe(
    digest,
  );
  expect(isSignedByMetaMask(data, digest)).toBe(true);
}

/** Signs with MetaMask's own code and recovers over our digest. */
function isSignedByMetaMask(typedData: TypedDataJson, digest: Hash): boolean {
  const data = typedData as unknown as TypedMessage<MessageTypes>;
  const privateKey = Buffer.from(alice.secretKey);
  const signature = signTypedData({ privateKey, data, version: SignTypedDataVersion.V4 }) as Hex;
  return recoverAddress(digest, signature) === alice.account;
}

function transactionOf({ action, transaction }: Vector): UnsignedTransaction {
  const fields = action.fields.map(({ name, type }) => {
    const value = transaction.fields[name] as string | boolean | string[];
    if (Array.isArray(value)) return [name, value.map(BigInt)];
    return [name, type.startsWith('uint') ? BigInt(value) : value];
  });
  return {
    ...transaction,
    fields: Object.fromEntries(fields),
    nonce: BigInt(transaction.nonce),
    feeMax: BigInt(transaction.feeMax),
  };
}

/** Keys are 48 and 65 bytes and signatures 64 to 96, which no type of a fixed width holds. */
const TYPELESS = [
  ...['blsKey', 'proofOfPossession', 'networkKeyProof', 'ownerSignature'],
  ...['publicKey', 'invitation'],
];
