import { formatNumber } from '../format/format-number.ts';
import { several } from './several.ts';

/** What a node sees of Ethereum by itself. */
export const ethereum = {
  ethereum: {
    title: 'Ethereum, as your node sees it',
    agreed: 'Sources agree',
    waits: 'Waits for sources to agree',
    table: 'Sources of Ethereum',
    source: 'Source',
    state: 'State',
    final: 'Final block',
    events: 'Events read',
    read: 'Read from Ethereum',
    readOf: (applied: bigint, agreed: bigint | undefined) =>
      agreed === undefined || agreed <= applied
        ? several(applied, 'event', 'events')
        : `${formatNumber(applied)} of ${several(agreed, 'event', 'events')}`,
    pending: 'On their way',
    pendingWords: (count: number) => several(count, 'event', 'events'),
    age: 'Newest final block',
    ago: (span: string) => `${span} ago`,
    rule: (needed: number) =>
      needed === 1
        ? 'A deposit counts once its block is final. On this network one source is enough.'
        : `A deposit counts once its block is final and every source that answers says the same; ${formatNumber(needed)} have to answer. A source that lies makes your node wait, and never makes it believe.`,
    states: {
      connecting: 'connects',
      reading: 'reads the past',
      following: 'follows',
      lagging: 'is behind',
      failing: 'does not answer',
      aside: 'not believed now',
      contradicting: 'contradicts others',
      absent: 'not connected',
    },
    blind: {
      node: 'This node cannot see Ethereum',
      validator: 'This validator cannot see Ethereum',
      words: (span: string) =>
        `Its sources have not agreed for ${span}. Deposits wait and nothing is lost; everything on the sidechain goes on.`,
      votes: 'It votes for every block but those that bring in something from Ethereum.',
      next: 'It asks again by itself. A connected wallet is one source more.',
    },
  },
};
