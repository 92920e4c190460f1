import { createContext } from 'react';
import type { QaAction } from '../../client/qa/actions.ts';
import type { OutboxItem } from '../../client/qa/outbox-item.ts';
import type { Author } from '../../client/qa/views.ts';

/** What the reader does on Ask, and what becomes of it. */
export interface Posting {
  /** Who it is; undefined without a wallet. */
  me: Author | undefined;
  /** What is not final yet, failed, or was final a moment ago; oldest first. */
  items: readonly OutboxItem[];
  /**
   * Shows an action at once, and sends it as soon as there is a session and the node is live.
   * Undefined while another one of its place is on its way, or no wallet is connected: then that is
   * asked for first.
   */
  post(action: QaAction): OutboxItem | undefined;
  /** Of one that failed. */
  forget(id: number): void;
  /** Asks for a session with other limits, which takes the place of this browser's. */
  signAgain(): void;
}

export const PostingContext = createContext<Posting>({
  me: undefined,
  items: [],
  post: () => undefined,
  forget() {},
  signAgain() {},
});
