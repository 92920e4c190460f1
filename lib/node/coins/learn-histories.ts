import { type CoinTransfer, SLOT_DEPTH } from '../../chain/coin-transfer.ts';
import { type Address, type Hash, ZERO_HASH } from '../../core/bytes.ts';
import { MAX_REQUEST_ITEMS, MAX_REQUESTS_PER_SECOND_PER_PEER } from '../../core/limits.ts';
import { recoverOnEthereum } from '../../core/secp256k1.ts';
import { rootFromProof } from '../../core/sparse-merkle.ts';
import type { AskPeers } from '../peers/ask-peers.ts';
import type { Clock } from '../ports.ts';
import type { CoinStore, HistoryEntry } from './coin-store.ts';

export interface LearnHistoriesComponents {
  store: Pick<CoinStore, 'accounts' | 'wholeTo' | 'add'>;
  ask: Pick<AskPeers, 'fetchCoinHistory'>;
  clock: Clock;
  /** Final coins of an account, and when each was deposited. */
  coinsOf(account: Address): readonly { slot: bigint; birth: bigint }[];
  /** Coin blocks that are closed and final. */
  coinBlocks(): bigint;
  /** Of the tree of a coin block, as executed here. */
  leafRootAt(coinBlock: bigint): Hash | undefined;
  digestOf(transfer: CoinTransfer): Hash;
  breathe(): Promise<void>;
  onFailure(thrown: unknown): void;
}

export interface HistoryLearner {
  /** Looks whether anything is missing, unless it is being learned already. */
  consider(): void;
  stop(): void;
}

/**
 * Learns from neighbours what coin blocks held of coins before this node kept them. Every entry is
 * compared with the root that was executed here, so a lie is found by itself.
 */
export function createHistoryLearner(components: LearnHistoriesComponents): HistoryLearner {
  const { store, clock, coinsOf, coinBlocks, onFailure } = components;
  let isLearning = false;
  let isStopped = false;

  async function learnAll(): Promise<void> {
    for (const account of await store.accounts()) {
      for (const { slot, birth } of coinsOf(account)) {
        let step: Step;
        do {
          step = await learnMore(components, slot, birth);
          if (step !== 'whole') await pause(clock);
        } while (step === 'more' && !isStopped);
      }
    }
  }

  return {
    consider() {
      if (isLearning || isStopped || coinBlocks() === 0n) return;
      isLearning = true;
      learnAll()
        .catch((thrown) => !isStopped && onFailure(thrown))
        .finally(() => {
          isLearning = false;
        });
    },
    stop() {
      isStopped = true;
    },
  };
}

/** `unknown`: nobody tells it now. */
type Step = 'whole' | 'more' | 'unknown';

async function learnMore(
  { store, ask, coinBlocks, ...to }: LearnHistoriesComponents,
  slot: bigint,
  birth: bigint,
): Promise<Step> {
  const from = (await store.wholeTo(slot, birth)) + 1n;
  const missing = coinBlocks() - from + 1n;
  if (missing <= 0n) return 'whole';
  const count = Math.min(Number(missing), MAX_REQUEST_ITEMS);
  const entries = await ask.fetchCoinHistory({ slot, from, count }, async (answer) => {
    for (const [i, entry] of answer.entries()) {
      if (!isRight(to, slot, from + BigInt(i), entry)) return false;
      await to.breathe();
    }
    return true;
  });
  if (entries.length === 0) return 'unknown';
  await store.add(slot, from, entries);
  return 'more';
}

function isRight(
  { leafRootAt, digestOf }: Pick<LearnHistoriesComponents, 'leafRootAt' | 'digestOf'>,
  slot: bigint,
  coinBlock: bigint,
  { proof, transfer: included }: HistoryEntry,
): boolean {
  const root = leafRootAt(coinBlock);
  if (!root) return false;
  if (!included) return root === rootFromProof(ZERO_HASH, slot, SLOT_DEPTH, proof);
  const { transfer, digest, signature } = included;
  return (
    included.coinBlock === coinBlock &&
    transfer.slot === slot &&
    root === rootFromProof(digest, slot, SLOT_DEPTH, proof) &&
    digest === digestOf(transfer) &&
    // It is no part of the tree, and a file with a wrong one is worth nothing.
    transfer.from === recoverOnEthereum(digest, signature)
  );
}

/** What one neighbour grants, if it is alone. */
function pause(clock: Clock): Promise<void> {
  return new Promise((resolve) => clock.after(1_000 / MAX_REQUESTS_PER_SECOND_PER_PEER, resolve));
}
