import { leastPosts } from '../../../../lib/client/sponsor/least-posts.ts';
import type { BudgetFields } from '../../../../lib/client/sponsor/sponsor-actions.ts';
import { amountFromText } from '../../../../lib/ui/format/amount-from-text.ts';
import { sponsorMessages } from '../../../../lib/ui/sponsor-messages.ts';

const words = sponsorMessages.problems;

/** Budgets as people type them: whole posts a day, and coins for a post. */
export interface TypedBudget {
  postsPerAccount: string;
  postsPerDay: string;
  postPrice: string;
}

/** Budgets as the chain counts them, or what is wrong with each field. */
export interface CheckedBudget {
  fields?: BudgetFields;
  perAccountProblem?: string;
  perDayProblem?: string;
  priceProblem?: string;
}

export function checkBudget(typed: TypedBudget, unitsOfPost: bigint): CheckedBudget {
  const perAccount = postsFromText(typed.postsPerAccount);
  const perDay = postsFromText(typed.postsPerDay);
  const price = priceFromText(typed.postPrice, unitsOfPost);
  const problems = {
    ...(perAccount.problem && { perAccountProblem: perAccount.problem }),
    ...(perDay.problem && { perDayProblem: perDay.problem }),
    ...(price.problem && { priceProblem: price.problem }),
  };
  if (!perAccount.posts || !perDay.posts || !price.priceMaxWei) return problems;
  const unitsPerDay = perDay.posts * unitsOfPost;
  const least = leastPosts(unitsOfPost);
  if (perDay.posts < least) return { perDayProblem: words.tooFewForAll(least) };
  if (perAccount.posts > perDay.posts) return { perAccountProblem: words.moreThanAll };
  const unitsPerAccountPerDay = perAccount.posts * unitsOfPost;
  return { fields: { unitsPerAccountPerDay, unitsPerDay, priceMaxWei: price.priceMaxWei } };
}

function postsFromText(text: string): { posts?: bigint; problem?: string } {
  const plain = text.replace(/[\s,]/g, '');
  if (plain === '') return { problem: words.empty };
  if (!/^\d{1,9}$/.test(plain)) return { problem: words.whole };
  const posts = BigInt(plain);
  return posts === 0n ? { problem: words.zero } : { posts };
}

function priceFromText(
  text: string,
  unitsOfPost: bigint,
): { priceMaxWei?: bigint; problem?: string } {
  const input = amountFromText(text);
  if (input.problem !== undefined) return { problem: words[input.problem] };
  const priceMaxWei = input.amount / unitsOfPost;
  return priceMaxWei === 0n ? { problem: words.zero } : { priceMaxWei };
}
