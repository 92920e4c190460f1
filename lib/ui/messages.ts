import { ethereum } from './english/ethereum.ts';
import { explorer } from './english/explorer.ts';
import { loom } from './english/loom.ts';
import { node } from './english/node.ts';
import { site } from './english/site.ts';
import { wallet } from './english/wallet.ts';

/**
 * The words of the site; those about stake are in `stake-messages.ts`. They live together in the
 * folder of their language, so that another language is another folder like it.
 */
export const messages = { ...site, ...node, ...loom, ...explorer, ...wallet, ...ethereum } as const;
