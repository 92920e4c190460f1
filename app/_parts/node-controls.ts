import type { ErrorObject } from '../../lib/client/types.ts';

/** What a person may do with the node from a page. */
export interface NodeControls {
  pause: () => void;
  resume: () => void;
  stop: () => void;
  /** A stopped node is over; a fresh page has a fresh one. */
  restart: () => void;
  /** A wish is on its way to the node. */
  isBusy: boolean;
  error?: ErrorObject | undefined;
}
