import { type Chain, createChain } from '../../../lib/chain/chain.ts';
import type { RecoveredTransaction } from '../../../lib/chain/check-transaction.ts';
import { epochInfoOf } from '../../../lib/chain/epoch.ts';
import { executeBlock } from '../../../lib/chain/execute-block.ts';
import type { ActionFields, BlockContext } from '../../../lib/chain/module.ts';
import type { StateTree } from '../../../lib/chain/state-tree.ts';
import {
  bytesFromTransaction,
  hashOfTransaction,
  type UnsignedTransaction,
} from '../../../lib/chain/transaction.ts';
import { assert } from '../../../lib/core/assert.ts';
import { type Address, type Hex, hexFromBytes, ZERO_HASH } from '../../../lib/core/bytes.ts';
import { keccakHex } from '../../../lib/core/keccak.ts';
import {
  MAX_DELEGATORS_PER_VALIDATOR,
  MAX_UNBONDING_PARTS,
  MAX_VALIDATORS,
} from '../../../lib/core/limits.ts';
import { bytesFromText } from '../../../lib/core/utf8.ts';
import { modules } from '../../../lib/modules/index.ts';
import { createFakeSigner } from '../../../lib/platform/memory/fake-signatures.ts';
import { createBenchNetworkFile } from './bench-network-file.ts';
import { addressAt } from './transfers.ts';

/** A chain on which everything that is bounded about stake has reached its bound. */
export interface StakingLoad {
  chain: Chain;
  /** A block of these transactions on the state of the load. */
  execute(transactions: readonly RecoveredTransaction[]): Promise<void>;
  /** Transactions of each action, which succeed one after the other on the state of the load. */
  actions: ReadonlyMap<string, readonly RecoveredTransaction[]>;
}

/** Candidates fill every place, and the first has all the delegators there can be. */
export async function createStakingLoad(): Promise<StakingLoad> {
  const candidates = Array.from({ length: MAX_VALIDATORS - FOUNDERS }, (_, i) => addressAt(i));
  const delegators = Array.from({ length: MAX_DELEGATORS_PER_VALIDATOR }, (_, index) =>
    addressAt(10_000 + index),
  );
  const newcomers = Array.from({ length: SAMPLES }, (_, i) => addressAt(20_000 + i));
  const accounts = [...candidates, ...delegators, ...newcomers].sort();
  const { file } = createBenchNetworkFile(accounts, { epochMs: EPOCH_MS });
  const chain = createChain(file.genesis, modules);
  const popular = candidates[0] as Address;
  const nonces = new Map<Address, bigint>();
  let tree: StateTree = chain.root.tree;

  function contextOf(isBoundary = false): BlockContext {
    const { epoch: number, committee } = epochInfoOf(tree);
    const { account: proposer } = committee[0] as { account: Address };
    return {
      height: 1n,
      timestampMs: chain.genesis.timestampMs + 1_000,
      proposer,
      randomness: ZERO_HASH,
      mix: ZERO_HASH,
      epoch: { number, committee, missed: [], attended: [0, 1, 2], isBoundary },
      guilty: [],
      inbox: [],
    };
  }

  async function run(transactions: readonly RecoveredTransaction[]) {
    const limits = {
      transactions: 10_000,
      units: Number.MAX_SAFE_INTEGER,
      stateKeys: 1_000_000,
      reservedStateKeys: 0,
    };
    const result = await executeBlock(chain, tree, contextOf(), transactions, { limits });
    const failure = result.receipts.find((receipt) => receipt.failure)?.failure;
    assert(!failure, `every transaction of the load succeeds: ${failure?.code}`);
    return result;
  }

  async function grow(
    senders: readonly Address[],
    type: string,
    fields: (i: number) => ActionFields,
  ) {
    const transactions = senders.map((account, i) => {
      const nonce = nonces.get(account) ?? 0n;
      nonces.set(account, nonce + 1n);
      return transactionOf(chain, account, nonce, type, fields(i));
    });
    ({ tree } = await run(transactions));
  }

  await grow(candidates, 'StakingRegister', (i) => registration(`candidate ${i}`, 2n * COIN));
  await grow(delegators, 'StakingDelegate', () => ({ validator: popular, amountWei: 20n * COIN }));
  for (let parts = 0; parts < MAX_UNBONDING_PARTS; parts++) {
    const fields = { validator: popular, amountWei: COIN };
    await grow(delegators, 'StakingUndelegate', () => fields);
    ({ tree } = await executeBlock(chain, tree, contextOf(true), []));
  }
  const some = delegators.slice(-SAMPLES);
  const stake = { validator: popular, amountWei: COIN };
  const samples: [readonly Address[], string, (i: number) => ActionFields][] = [
    [some, 'BankTransfer', (i) => ({ to: addressAt(30_000 + i), amountWei: 1n })],
    [newcomers, 'StakingRegister', (i) => registration(`newcomer ${i}`, 9n * COIN)],
    [some, 'StakingDelegate', () => stake],
    [some, 'StakingUndelegate', () => stake],
    [[popular], 'StakingUnregister', () => ({})],
    [candidates.slice(0, SAMPLES), 'StakingSetFee', () => ({ feePercent: 7n })],
    [candidates.slice(0, SAMPLES), 'StakingReplaceKeys', (i) => keysOf(`new keys ${i}`)],
  ];
  const actions = samples.map(([accounts, type, fieldsOf]) => {
    const make = (account: Address, i: number) =>
      transactionOf(chain, account, nonces.get(account) ?? 0n, type, fieldsOf(i));
    return [type, accounts.map(make)] as const;
  });
  return {
    chain,
    execute: async (transactions) => void (await run(transactions)),
    actions: new Map(actions),
  };
}

function registration(name: string, amountWei: bigint): ActionFields {
  return { ...keysOf(name), feePercent: 5n, amountWei };
}

/** Execution takes the proof as checked. */
function keysOf(name: string) {
  const { publicKey: blsKey } = createFakeSigner(name);
  const proofOfPossession: Hex = `0x${'22'.repeat(96)}`;
  const networkKeyProof: Hex = `0x${'33'.repeat(64)}`;
  const networkKey = keccakHex(bytesFromText(name));
  return { blsKey, proofOfPossession, networkKey, networkKeyProof };
}

function transactionOf(
  chain: Chain,
  account: Address,
  nonce: bigint,
  primaryType: string,
  fields: ActionFields,
): RecoveredTransaction {
  const { definition } = chain.registry.get(primaryType);
  const unsigned: UnsignedTransaction = {
    primaryType,
    fields,
    account,
    nonce,
    validUntilMs: chain.genesis.timestampMs + 60_000,
    feeMax: 10n * COIN,
  };
  const transaction = { ...unsigned, signature: hexFromBytes(new Uint8Array(65).fill(1)) };
  const bytes = bytesFromTransaction(definition, transaction);
  return { transaction, bytes, hash: hashOfTransaction(bytes), sender: account, isKeyProven: true };
}

const COIN = 10n ** 18n;
const EPOCH_MS = 3_600_000;
/** Transactions of one action in a block. */
const SAMPLES = 32;
/** Candidates from genesis on. */
const FOUNDERS = 4;
