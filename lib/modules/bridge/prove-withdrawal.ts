import type { QueryContext } from '../../chain/module.ts';
import { leafOfWithdrawal, type Withdrawal } from '../../chain/outbox.ts';
import { createAppendProver, rootOfSubtree } from '../../core/append-tree.ts';
import { assert } from '../../core/assert.ts';
import type { Hash } from '../../core/bytes.ts';
import type { SparseProof } from '../../core/sparse-merkle.ts';
import { PAGE_LEVELS, type RecordedWithdrawal, withdrawalList } from './withdrawals.ts';

/** What `Gateway.claim` takes besides the header. */
export interface WithdrawalClaim {
  withdrawal: Withdrawal;
  proof: SparseProof;
}

/**
 * Withdrawals that the header of a height stands for: the first so many. A claim is proven against
 * the header of a checkpoint, after which others may have left.
 */
export function countWithdrawalsAt({ store }: Pick<QueryContext, 'store'>, height: bigint): number {
  let low = 0;
  let high = withdrawalList.count(store);
  while (low < high) {
    const middle = (low + high) >> 1;
    const found = withdrawalList.get(store, middle);
    if (found && found.height <= height) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * Of each whole page of the list, which is a subtree of the outbox, by the page's number. In final
 * state they never change, so a node keeps what it has hashed for its next question.
 */
export type PageRoots = Map<number, Hash>;

/** Claims of withdrawals against the header of a height. Hashes pages whose roots are not there. */
export function createClaimProver(
  { store }: Pick<QueryContext, 'store'>,
  height: bigint,
  roots: PageRoots = new Map(),
): (index: bigint) => WithdrawalClaim {
  const count = countWithdrawalsAt({ store }, height);
  const pages = Math.ceil(count / PAGE_SIZE);
  const withdrawalsOf = (page: number) => {
    const end = Math.min(count, (page + 1) * PAGE_SIZE);
    return withdrawalList.slice(store, page * PAGE_SIZE, end);
  };
  const rootOf = (page: number) => {
    const known = roots.get(page);
    if (known !== undefined && isWhole(page)) return known;
    const root = rootOfSubtree(withdrawalsOf(page).map(leafOfWithdrawal), PAGE_LEVELS);
    if (isWhole(page)) roots.set(page, root);
    return root;
  };
  const isWhole = (page: number) => (page + 1) * PAGE_SIZE <= count;
  const provePage = createAppendProver(Array.from({ length: pages }, (_, page) => rootOf(page)));
  let opened: { page: number; items: RecordedWithdrawal[]; prove: LeafProver } | undefined;

  return (index) => {
    assert(index < BigInt(count), 'a withdrawal is proven against a header that stands for it');
    const page = Math.floor(Number(index) / PAGE_SIZE);
    if (opened?.page !== page) {
      const items = withdrawalsOf(page);
      opened = { page, items, prove: createAppendProver(items.map(leafOfWithdrawal)) };
    }
    const place = Number(index) % PAGE_SIZE;
    const { kind, token, to, value } = opened.items[place] as RecordedWithdrawal;
    const [inside, outside] = [opened.prove(BigInt(place)), provePage(BigInt(page))];
    const proof = {
      bitmap: inside.bitmap | (outside.bitmap << BigInt(PAGE_LEVELS)),
      siblings: [...inside.siblings, ...outside.siblings],
    };
    return { withdrawal: { index, kind, token, to, value }, proof };
  };
}

type LeafProver = ReturnType<typeof createAppendProver>;

const PAGE_SIZE = 2 ** PAGE_LEVELS;
