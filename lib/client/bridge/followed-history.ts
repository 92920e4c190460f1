import type { Client } from 'viem';
import type { Address } from '../../core/bytes.ts';
import { AccountHistory } from './account-history.ts';
import type { SeenClaim, SeenExit } from './ethereum-facts.ts';
import { readBlocks } from './read-blocks.ts';
import { type Followed, readFollowed } from './read-followed.ts';
import type { Contracts } from './read-logs.ts';

export interface FollowedFacts {
  claims: readonly SeenClaim[];
  /** All claims of these were read. */
  receivers: readonly Address[];
  /** What became of an exit; undefined while that is not read. */
  endOf(exit: Omit<SeenExit, 'end'>): SeenExit['end'];
}

/**
 * Logs that an account's own do not hold: claims of withdrawals that it sent to others, and how
 * exits ended where the coin had several. Begins anew whenever there is more to follow.
 */
export class FollowedHistory {
  readonly #client: Client;
  readonly #contracts: Contracts;
  readonly #startBlock: bigint;
  #followed: Followed = { receivers: [], exitIds: [] };
  #history: AccountHistory;

  constructor(client: Client, contracts: Contracts, startBlock: bigint) {
    this.#client = client;
    this.#contracts = contracts;
    this.#startBlock = startBlock;
    this.#history = new AccountHistory(startBlock);
  }

  /** Nothing of this was left unread. */
  isComplete(receivers: readonly Address[]): boolean {
    return this.#isEmpty() ? receivers.length === 0 : this.#hasAll(receivers);
  }

  async read(
    receivers: readonly Address[],
    exits: readonly Omit<SeenExit, 'end'>[],
    blocks: { finalized: bigint; head: bigint },
  ): Promise<FollowedFacts> {
    this.#follow({ receivers, exitIds: exits.filter(isUnclear).map(({ exitId }) => exitId) });
    if (!this.#isEmpty()) {
      await readBlocks(this.#history, blocks, (range) =>
        readFollowed(this.#client, this.#contracts, this.#followed, range),
      );
    }
    const { claims, ends } = this.#history.all();
    const isComplete = this.#isEmpty() || this.#history.isComplete();
    const { exitIds } = this.#followed;
    return {
      claims,
      receivers: isComplete ? receivers : [],
      endOf(exit) {
        const { state, isCoinGone, exitId } = exit;
        if (state !== 'settled') return undefined;
        if (!isCoinGone) return 'refuted';
        if (!isUnclear(exit)) return 'paid';
        const end = ends.find((each) => each.exitId === exitId);
        if (end) return end.how;
        return isComplete && exitIds.includes(exitId) ? 'returned' : undefined;
      },
    };
  }

  #follow(followed: Followed): void {
    const isSame =
      followed.receivers.join() === this.#followed.receivers.join() &&
      followed.exitIds.join() === this.#followed.exitIds.join();
    if (isSame) return;
    this.#followed = followed;
    this.#history = new AccountHistory(this.#startBlock);
  }

  #isEmpty(): boolean {
    return this.#followed.receivers.length + this.#followed.exitIds.length === 0;
  }

  #hasAll(receivers: readonly Address[]): boolean {
    return this.#history.isComplete() && receivers.join() === this.#followed.receivers.join();
  }
}

/** Settled, of a coin that had several exits, so that another may have taken it. */
function isUnclear({ state, isCoinGone, exitCount }: Omit<SeenExit, 'end'>): boolean {
  return state === 'settled' && isCoinGone && exitCount > 1;
}
