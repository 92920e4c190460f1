import type { QuestionOrder } from '../../../lib/client/qa/views.ts';
import { links } from '../../../lib/ui/links.ts';

export const LIST_ORDERS = ['new', 'active', 'unanswered', 'bounty'] as const;
export type ListOrder = (typeof LIST_ORDERS)[number] & QuestionOrder;

/** Which list the address of the page names. */
export interface ListChoice {
  order: ListOrder;
  tag: string | undefined;
  words: string;
}

const MAX_WORDS_LENGTH = 200;

/** Whatever an address says: what it does not say well is the usual. */
export function listChoiceFrom(query: Pick<URLSearchParams, 'get'>): ListChoice {
  const order = query.get('order');
  return {
    order: LIST_ORDERS.find((each) => each === order) ?? 'new',
    tag: query.get('tag')?.trim().toLowerCase() || undefined,
    words: (query.get('q') ?? '').slice(0, MAX_WORDS_LENGTH),
  };
}

/** The address of a list; the usual is left out. */
export function listLink({ order, tag, words }: ListChoice): string {
  const query = new URLSearchParams({
    ...(order !== 'new' && { order }),
    ...(tag !== undefined && { tag }),
    ...(words.trim() !== '' && { q: words }),
  });
  return query.size === 0 ? links.ask : `${links.ask}?${query}`;
}
