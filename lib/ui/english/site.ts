import { formatNumber } from '../format/format-number.ts';
import { several } from './several.ts';

const PRODUCT = 'Weft';

/** What every page says. */
export const site = {
  product: PRODUCT,
  pageTitle: (page: string) => `${page} · ${PRODUCT}`,
  site: {
    title: 'Weft: this tab is a node',
    description:
      'A sidechain whose full nodes run in browser tabs. Open the page and it joins, verifies every block and keeps its own copy.',
  },
  skip: 'Skip to content',
  copy: (what: string) => `Copy ${what}`,
  copied: 'Copied',
  copyFailed: 'Copying was refused',
  close: 'Close',
  dismiss: 'Dismiss',
  verified: 'Verified by your node',
  verifiedAt: (height: bigint) => `Verified by your node, block ${formatNumber(height)}`,
  seconds: 's',
  bytes: (count: number) => several(count, 'byte', 'bytes'),
  milliseconds: (count: number) => `${count} ms`,
  things: {
    address: 'address',
    hash: 'hash',
    signature: 'signature',
    header: 'header as JSON',
    peer: 'peer id',
    token: 'Token',
  },
  validatorsSigned: (signed: number, all: number | undefined) =>
    all === undefined
      ? `${several(signed, 'validator', 'validators')} signed`
      : `${signed} of ${several(all, 'validator', 'validators')} signed`,
  notFound: 'No such page',
  notFoundNext:
    'The address of this page leads nowhere. Your node and your coins are as they were.',
  toNode: 'To your node',
  nav: {
    main: 'Main',
    phone: 'Main, phone',
    node: 'Node',
    bridge: 'Bridge',
    explorer: 'Explorer',
    ask: 'Ask',
    wallet: 'Wallet',
    stake: 'Stake',
    search: 'Search, shortcut slash',
  },
};
