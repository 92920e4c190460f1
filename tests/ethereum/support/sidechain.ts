import { checkpointFrom } from '../../../lib/chain/checkpoint.ts';
import { hashOfCommittee, leaderIndex } from '../../../lib/chain/committee.ts';
import { epochAfter } from '../../../lib/chain/epoch.ts';
import { type Genesis, genesisHeader } from '../../../lib/chain/genesis.ts';
import { type Header, hashOfHeader } from '../../../lib/chain/header.ts';
import { type InboxEvent, inboxWith } from '../../../lib/chain/inbox.ts';
import { nextMix } from '../../../lib/chain/mix.ts';
import type { Withdrawal } from '../../../lib/chain/outbox.ts';
import {
  EMPTY_TREE,
  pathOfKey,
  rootOfTree,
  type StateTree,
  updateTree,
} from '../../../lib/chain/state-tree.ts';
import { randaoMessage, type Statement } from '../../../lib/chain/statement.ts';
import { assert } from '../../../lib/core/assert.ts';
import { uncompressedKey } from '../../../lib/core/bls-point.ts';
import { type Hash, type Hex, ZERO_HASH } from '../../../lib/core/bytes.ts';
import type { SparseLeaves } from '../../../lib/core/sparse-merkle.ts';
import {
  type CoinBlocks,
  coinRootOf,
  outboxRootOf,
  proveSlot,
  proveState,
  proveWithdrawal,
} from './trees.ts';
import { certify, type Validators } from './validators.ts';

/** A header that validators signed, what it stands for, and what `submit` takes. */
export interface Posted {
  /** Among all that the sidechain made: the contract's index if each was accepted. */
  index: bigint;
  header: Header;
  bytes: Hex;
  /** Arguments of `submit`. */
  submit: readonly unknown[];
  coinBlocks: CoinBlocks;
  withdrawals: readonly Withdrawal[];
  tree: StateTree;
}

export interface CheckpointOptions {
  /** A block made elsewhere. */
  header?: Header;
  /** Ends the epoch; these validators follow. */
  next?: Validators;
  /** Fields of the header that are others than follow from the chain. */
  change?: Partial<Header>;
  statement?: Partial<Statement>;
  /** Who signs; everybody unless told. */
  indexes?: readonly number[];
}

/**
 * A sidechain as Ethereum sees it: validators who sign whatever a test wants. Headers, trees and
 * signatures are made by the product; which blocks there are, and what is in them, by the test.
 */
export class Sidechain {
  readonly genesis: Genesis;
  validators: Validators;
  /** Of the newest block. */
  header: Header;
  tree: StateTree = EMPTY_TREE;
  readonly coinBlocks: SparseLeaves[] = [];
  readonly withdrawals: Withdrawal[] = [];
  readonly posted: Posted[] = [];
  inboxCount = 0n;
  private inboxHash: Hash = ZERO_HASH;

  constructor(genesis: Genesis, validators: Validators) {
    this.genesis = genesis;
    this.validators = validators;
    this.header = genesisHeader(genesis, ZERO_HASH);
  }

  /** Writes a key of the state, or deletes it. */
  set(key: Hex, value: Uint8Array | undefined): void {
    this.tree = updateTree(this.tree, [{ key, path: pathOfKey(key), value }]);
  }

  applyInbox(...events: readonly InboxEvent[]): void {
    for (const event of events) {
      this.inboxCount += 1n;
      this.inboxHash = inboxWith(this.inboxHash, this.inboxCount, event);
    }
  }

  withdraw(withdrawal: Omit<Withdrawal, 'index'>): Withdrawal {
    const numbered = { ...withdrawal, index: BigInt(this.withdrawals.length) };
    this.withdrawals.push(numbered);
    return numbered;
  }

  /** Adds a coin block with these leaves by slot, and gives its number. */
  addCoinBlock(leaves: SparseLeaves = new Map()): bigint {
    return BigInt(this.coinBlocks.push(leaves));
  }

  /** The block that follows the newest one. */
  nextHeader(change: Partial<Header> = {}): Header {
    const { committee, signers } = this.validators;
    const epoch = epochAfter(this.header);
    const view = epoch === this.header.epoch ? this.header.view + 1n : 1n;
    const leader = leaderIndex(committee, this.genesis.seed, view);
    const reveal = signers[leader]?.sign(randaoMessage(this.header.genesisHash, epoch, view));
    return {
      ...this.header,
      epoch,
      view,
      height: this.header.height + 1n,
      parentHash: hashOfHeader(this.header),
      timestampMs: this.header.timestampMs + this.genesis.parameters.minBlockMs,
      proposer: committee[leader]?.account ?? '0x',
      stateRoot: rootOfTree(this.tree),
      outboxRoot: outboxRootOf(this.withdrawals),
      coinRoot: coinRootOf(this.coinBlocks),
      coinCount: BigInt(this.coinBlocks.length),
      inboxCount: this.inboxCount,
      inboxHash: this.inboxHash,
      mix: nextMix(this.header.mix, reveal ?? '0x'),
      nextCommitteeHash: ZERO_HASH,
      ...change,
    };
  }
  /** Signs the next block, or `options.header`, for Ethereum. */
  checkpoint(options: CheckpointOptions = {}): Posted {
    const { next, indexes, change = {}, statement = {} } = options;
    const nextCommitteeHash = next ? committeeHashOf(next) : ZERO_HASH;
    const header = options.header ?? this.nextHeader({ nextCommitteeHash, ...change });
    const { committee } = this.validators;
    const certificate = certify(this.validators, header, {
      ...(indexes && { indexes }),
      change: statement,
    });
    const { view, keys, identitiesHash, signers, signature, ...rest } = checkpointFrom(
      header,
      committee,
      certificate,
    );
    const posted: Posted = {
      index: BigInt(this.posted.length),
      header,
      bytes: rest.header,
      submit: [rest.header, view, keys, identitiesHash, signers, signature],
      coinBlocks: [...this.coinBlocks],
      withdrawals: [...this.withdrawals],
      tree: this.tree,
    };
    this.posted.push(posted);
    this.header = header;
    if (next) this.validators = next;
    return posted;
  }

  /** Where a slot stands in coin block `n`, by the first checkpoint that covers it. */
  inclusion(slot: bigint, n: bigint) {
    const first = this.posted.find(({ header }) => header.coinCount >= n);
    assert(first, 'a checkpoint covers the coin block');
    const proofs = proveSlot(first.coinBlocks, slot, n);
    return { coinBlock: n, ...proofs, header: first.bytes, checkpoint: first.index };
  }

  /** A withdrawal and its proof, by the newest checkpoint unless told. */
  claim(withdrawal: Withdrawal, posted = this.last) {
    return { withdrawal, proof: proveWithdrawal(posted.withdrawals, withdrawal.index) };
  }

  /** What the newest checkpoint's state holds under a key, or that it holds nothing. */
  proveState(key: Hex) {
    return proveState(this.last.tree, key);
  }

  get last(): Posted {
    const last = this.posted.at(-1);
    assert(last, 'there is a checkpoint');
    return last;
  }
}

function committeeHashOf({ committee }: Validators): Hash {
  return hashOfCommittee(
    committee,
    committee.map(({ blsKey }) => uncompressedKey(blsKey)),
  );
}
