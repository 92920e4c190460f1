import { explorer } from './english/explorer.ts';
import { loom } from './english/loom.ts';
import { node } from './english/node.ts';
import { site } from './english/site.ts';
import { stake } from './english/stake.ts';
import { wallet } from './english/wallet.ts';

/**
 * Every word of the site. They live together in the folder of their language, so that another
 * language is another folder like it.
 */
export const messages = { ...site, ...node, ...loom, ...explorer, ...wallet, ...stake } as const;
