import { secp256k1 } from '@noble/curves/secp256k1.js';
import type { Block } from '../../../lib/chain/block.ts';
import { type Chain, createChain } from '../../../lib/chain/chain.ts';
import { type RecoveredTransaction, signatureOf } from '../../../lib/chain/check-transaction.ts';
import type { Member } from '../../../lib/chain/committee.ts';
import type { Genesis } from '../../../lib/chain/genesis.ts';
import type { ActionFields, BlockContext, Module } from '../../../lib/chain/module.ts';
import {
  bytesFromTransaction,
  decodeTransaction,
  type UnsignedTransaction,
} from '../../../lib/chain/transaction.ts';
import { digestOfTransaction } from '../../../lib/chain/typed-data.ts';
import {
  type Address,
  bytesFromHex,
  type Hash,
  type Hex,
  hexFromBytes,
  ZERO_ADDRESS,
  ZERO_HASH,
} from '../../../lib/core/bytes.ts';
import { keccak256 } from '../../../lib/core/keccak.ts';
import { addressOfPublicKey, recoverAddress } from '../../../lib/core/secp256k1.ts';
import { bytesFromText } from '../../../lib/core/utf8.ts';
import { bank } from '../../../lib/modules/bank/index.ts';
import { createFakeSigner } from '../../../lib/platform/memory/fake-signatures.ts';

/** A wallet of the tests, the same in every run. */
export interface TestWallet {
  account: Address;
  secretKey: Uint8Array;
}

export function testWallet(name: string): TestWallet {
  const secretKey = keccak256(bytesFromText(`wallet ${name}`));
  return { account: addressOfPublicKey(secp256k1.getPublicKey(secretKey, false)), secretKey };
}

/** The 65 bytes a wallet answers with. */
export function signDigest({ secretKey }: TestWallet, digest: Hash): Hex {
  const options = { prehash: false, format: 'recovered', lowS: true } as const;
  const signature = secp256k1.sign(bytesFromHex(digest), secretKey, options);
  const v = (signature[0] as number) + 27;
  return `${hexFromBytes(signature.subarray(1))}${v.toString(16)}`;
}

export const alice = testWallet('alice');
export const bob = testWallet('bob');
export const carol = testWallet('carol');

export const COIN = 10n ** 18n;
export const GENESIS_MS = 1_700_000_000_000;

/** `count` validators. */
export function testCommittee(count: number, power = (_index: number) => 1n): Member[] {
  return Array.from({ length: count }, (_, i) => ({
    account: testWallet(`validator ${i}`).account,
    blsKey: createFakeSigner(`validator ${i}`).publicKey,
    networkKey: filled(32, i + 1),
    power: power(i),
  })).sort((a, b) => (a.account < b.account ? -1 : 1));
}

// Made once: keys take milliseconds.
const fourValidators = testCommittee(4);
const proposer = testWallet('validator 0').account;

export function testGenesis(overrides: Partial<Genesis> = {}): Genesis {
  return {
    chainName: 'Weft Test',
    ethereumChainId: 31337n,
    contracts: { checkpoints: ZERO_ADDRESS, gateway: ZERO_ADDRESS, vault: ZERO_ADDRESS },
    timestampMs: GENESIS_MS,
    seed: hexFromBytes(keccak256(bytesFromText('seed'))),
    parameters: {
      minBlockMs: 500,
      epochMs: 0,
      basePriceWei: 1_000_000_000n,
      keyDepositWei: COIN / 10_000n,
      unbondingMs: 120_000,
      powerUnitWei: COIN,
      maxMembers: 21,
      maxSharePercent: 100,
      coinBlockMs: 2_000,
    },
    committee: testCommittee(4),
    allocations: [alice, bob]
      .map(({ account }) => ({ account, amountWei: 1_000n * COIN }))
      .sort((a, b) => (a.account < b.account ? -1 : 1)),
    settings: [],
    ...overrides,
  };
}

/** A chain with the coin, and what a test adds. */
export function testChain(overrides: Partial<Genesis> = {}, extra: readonly Module[] = []): Chain {
  return createChain(testGenesis(overrides), [bank, ...extra]);
}

export function contextAt(height: bigint, timestampMs = GENESIS_MS + 1_000): BlockContext {
  const committee = fourValidators;
  const epoch = { number: 0n, committee, missed: [], attended: [], isBoundary: false };
  const mixes = { randomness: ZERO_HASH, mix: ZERO_HASH };
  return { height, timestampMs, proposer, ...mixes, epoch, guilty: [], inbox: [] };
}

export function unsigned(
  wallet: TestWallet,
  primaryType: string,
  fields: ActionFields,
  overrides: Partial<UnsignedTransaction> = {},
): UnsignedTransaction {
  return {
    primaryType,
    fields,
    account: wallet.account,
    nonce: 0n,
    validUntilMs: GENESIS_MS + 600_000,
    feeMax: COIN / 100n,
    ...overrides,
  };
}

/** Signs as a wallet does and decodes as a node does. */
export function signed(
  chain: Chain,
  wallet: TestWallet,
  transaction: UnsignedTransaction,
): RecoveredTransaction {
  const bytes = signedBytes(chain, wallet, transaction);
  return recovered(chain, bytes);
}

export function signedBytes(chain: Chain, wallet: TestWallet, transaction: UnsignedTransaction) {
  const { definition } = chain.registry.get(transaction.primaryType);
  const digest = digestOfTransaction(chain.domain, definition, transaction);
  const signature = signDigest(wallet, digest);
  return bytesFromTransaction(definition, { ...transaction, signature });
}

/** Decodes and recovers with the reference implementation. */
export function recovered(chain: Chain, bytes: Uint8Array): RecoveredTransaction {
  const decoded = decodeTransaction(chain.registry, bytes);
  const { digest, signature } = signatureOf(chain, decoded);
  return { ...decoded, sender: recoverAddress(digest, signature) };
}

export function transfer(
  chain: Chain,
  from: TestWallet,
  to: Address,
  amountWei: bigint,
  overrides: Partial<UnsignedTransaction> = {},
): RecoveredTransaction {
  return signed(chain, from, unsigned(from, 'BankTransfer', { to, amountWei }, overrides));
}

/** A transfer whose sender is claimed, for tests that need many and no signatures. */
export function unsignedTransfer(
  chain: Chain,
  from: Address,
  to: Address,
  amountWei: bigint,
  overrides: Partial<UnsignedTransaction> = {},
): RecoveredTransaction {
  const wallet = { account: from, secretKey: new Uint8Array(0) };
  const transaction = unsigned(wallet, 'BankTransfer', { to, amountWei }, overrides);
  const { definition } = chain.registry.get('BankTransfer');
  const bytes = bytesFromTransaction(definition, { ...transaction, signature: ANY_SIGNATURE });
  return { ...decodeTransaction(chain.registry, bytes), sender: from };
}

export function filled(length: number, byte: number): Hex {
  return hexFromBytes(new Uint8Array(length).fill(byte));
}

export function withHeader(block: Block, header: Partial<Block['header']>): Block {
  return { ...block, header: { ...block.header, ...header } };
}

const ANY_SIGNATURE: Hex = `${filled(32, 1)}${filled(32, 1).slice(2)}1b`;
