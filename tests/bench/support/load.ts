import { type Chain, createChain } from '../../../lib/chain/chain.ts';
import type { RecoveredTransaction } from '../../../lib/chain/check-transaction.ts';
import { epochInfoOf } from '../../../lib/chain/epoch.ts';
import { executeBlock } from '../../../lib/chain/execute-block.ts';
import type { InboxEvent } from '../../../lib/chain/inbox.ts';
import type { ActionFields, BlockContext } from '../../../lib/chain/module.ts';
import type { StateTree } from '../../../lib/chain/state-tree.ts';
import {
  bytesFromTransaction,
  hashOfTransaction,
  type SessionKey,
  type UnsignedTransaction,
} from '../../../lib/chain/transaction.ts';
import { assert } from '../../../lib/core/assert.ts';
import { type Address, hexFromBytes, ZERO_HASH } from '../../../lib/core/bytes.ts';
import { modules } from '../../../lib/modules/index.ts';
import type { NetworkFile } from '../../../lib/node/network-file.ts';

/** A chain at its bounds, and what can still be done on it. */
export interface Load {
  chain: Chain;
  /** A block of these transactions on the state of the load. */
  execute(transactions: readonly RecoveredTransaction[]): Promise<void>;
  /** Transactions of each action by its name, or what its row says: all succeed on this state. */
  actions: ReadonlyMap<string, readonly RecoveredTransaction[]>;
}

/** Senders, an action, its fields for each of them, and how it is signed if not by the wallet. */
export type Sample = readonly [
  senders: readonly Address[],
  primaryType: string,
  fields: (i: number) => ActionFields,
  manner?: Manner,
];

export interface Manner {
  /** What the row says besides. */
  words: string;
  /** Of each sender, whose first transaction this is. */
  session: (i: number) => SessionKey;
  isFree?: boolean;
}

/** A state that grows block by block, without signatures. */
export function createGrowth(file: NetworkFile) {
  const chain = createChain(file.genesis, modules);
  const nonces = new Map<Address, bigint>();
  let tree: StateTree = chain.root.tree;

  function contextOf(inbox: BlockContext['inbox'], isBoundary: boolean): BlockContext {
    const { epoch: number, committee } = epochInfoOf(tree);
    const { account: proposer } = committee[0] as { account: Address };
    return {
      height: 1n,
      timestampMs: chain.genesis.timestampMs + BLOCK_MS,
      proposer,
      randomness: ZERO_HASH,
      mix: ZERO_HASH,
      epoch: { number, committee, missed: [], attended: [0, 1, 2], isBoundary },
      guilty: [],
      inbox,
    };
  }

  async function run(transactions: readonly RecoveredTransaction[]) {
    const result = await executeBlock(chain, tree, contextOf([], false), transactions, { limits });
    const failure = result.receipts.find((receipt) => receipt.failure)?.failure;
    assert(!failure, `every transaction of the load succeeds: ${failure?.code}`);
    return result;
  }

  const next = (account: Address) => nonces.get(account) ?? 0n;

  return {
    chain,
    async grow([senders, type, fields]: Sample) {
      const transactions = senders.map((account, i) => {
        nonces.set(account, next(account) + 1n);
        return transactionOf(chain, account, next(account) - 1n, type, fields(i));
      });
      ({ tree } = await run(transactions));
    },
    async tell(events: readonly InboxEvent[]) {
      const inbox = events.map((event, i) => ({ index: BigInt(i + 1), event }));
      ({ tree } = await executeBlock(chain, tree, contextOf(inbox, false), [], { limits }));
    },
    async endEpoch() {
      ({ tree } = await executeBlock(chain, tree, contextOf([], true), []));
    },
    loadOf(samples: readonly Sample[]): Load {
      const actions = samples.map(([accounts, type, fieldsOf, manner]) => {
        const made = accounts.map((account, i) => {
          const signed = manner && { session: manner.session(i), isFree: manner.isFree };
          const nonce = manner ? 0n : next(account);
          return transactionOf(chain, account, nonce, type, fieldsOf(i), signed);
        });
        return [manner ? `${type} ${manner.words}` : type, made] as const;
      });
      return {
        chain,
        execute: async (transactions) => void (await run(transactions)),
        actions: new Map(actions),
      };
    },
  };
}

/** Execution takes signatures and proofs as checked; a coin's owner is who sends. */
function transactionOf(
  chain: Chain,
  account: Address,
  nonce: bigint,
  primaryType: string,
  fields: ActionFields,
  { session, isFree }: { session?: SessionKey; isFree?: boolean | undefined } = {},
): RecoveredTransaction {
  const { definition } = chain.registry.get(primaryType);
  const unsigned: UnsignedTransaction = {
    primaryType,
    fields,
    account,
    nonce,
    validUntilMs: chain.genesis.timestampMs + 60_000,
    feeMax: isFree ? 0n : 10n * COIN,
    ...(session && { session }),
  };
  const signature = session ? ANY_SESSION_SIGNATURE : ANY_SIGNATURE;
  const transaction = { ...unsigned, signature };
  const bytes = bytesFromTransaction(definition, transaction);
  const checked = { sender: account, isKeyProven: true, cosigner: account };
  return { transaction, bytes, hash: hashOfTransaction(bytes), ...checked };
}

export const COIN = 10n ** 18n;
/** Well formed, of nobody. */
export const ANY_SIGNATURE = hexFromBytes(new Uint8Array(65).fill(1));
const ANY_SESSION_SIGNATURE = hexFromBytes(new Uint8Array(64).fill(1));
/** Transactions of one action in a block. */
export const SAMPLES = 32;
/** Enough for a coin block. */
const BLOCK_MS = 5_000;
const limits = {
  transactions: 10_000,
  units: Number.MAX_SAFE_INTEGER,
  freeUnits: Number.MAX_SAFE_INTEGER,
  freeBytes: Number.MAX_SAFE_INTEGER,
  stateKeys: 1_000_000,
  reservedStateKeys: 1_000_000,
};
