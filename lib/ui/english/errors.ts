import { coinErrors } from './coin-errors.ts';
import { ethereumError, ethereumErrors } from './ethereum-errors.ts';
import { qaErrors } from './qa-errors.ts';
import { sessionErrors } from './session-errors.ts';
import { sessionModuleErrors } from './session-module-errors.ts';
import { sponsorErrors } from './sponsor-errors.ts';
import { stakingErrors } from './staking-errors.ts';
import { vaultErrors } from './vault-errors.ts';

/** What happened, what was not lost, what to do. */
export type ErrorSentences = readonly [happened: string, safe: string, next: string];

const NOTHING_SENT = 'Nothing was sent and nothing was spent.';
const FINAL_IS_SAFE = 'Everything final is safe.';
const READABLE = 'What this tab has verified stays readable.';
const RELOAD = 'Reload the page to start the node again.';
const BY_ITSELF = 'The node goes on by itself.';
const FEE_ONLY = 'Nothing moved; only the fee was paid.';

/** Sentences for one code each. */
export const errorsByCode: Readonly<Record<string, ErrorSentences>> = {
  'consensus/finalized-block-invalid': [
    'A block that most validators signed is wrong',
    'This node refused it and stopped. What is final up to here is safe.',
    'Do not send anything. Tell whoever runs the validators.',
  ],
  'storage/full': [
    'The browser ran out of space',
    'The node stopped before it wrote anything by half. Everything final is safe.',
    'Free some space on this device, then reload the page.',
  ],
  'storage/gone': [
    'The database was deleted while the node was running',
    'Your coins are on the chain, not in this browser.',
    'Reload the page: the node fetches the chain again.',
  ],
  'storage/unavailable': [
    'This browser lets the page keep no data',
    'Nothing was lost: nothing was kept here yet.',
    'Leave private browsing, or allow site data for this page, then reload.',
  ],
  'block-store/other-chain': [
    'The data in this browser belongs to another chain',
    'It was left as it is.',
    'Erase the site data of this page and load it again.',
  ],
  'block-store/older-format': [
    'An older version of this program wrote the data in this browser',
    'It was left as it is. Your coins are on the chain, not in this browser.',
    'Erase the site data of this page and load it again. A validator then replaces its keys.',
  ],
  'block-store/newer-format': [
    'A newer version of this program wrote the data in this browser',
    'It was left as it is, and your coins are on the chain.',
    'Reload the page to get that version.',
  ],
  'network/unreachable': [
    'No peer can be reached',
    READABLE,
    'Check the connection. The node keeps trying by itself.',
  ],
  'network/timeout': ['A peer did not answer in time', FINAL_IS_SAFE, BY_ITSELF],
  'network/refused': ['A peer refused the connection', READABLE, BY_ITSELF],
  'network/dropped': ['A connection to a peer broke', READABLE, BY_ITSELF],
  'network-file/missing': [
    'The network file of this site is missing',
    'Your browser and your coins are untouched.',
    'Tell whoever runs this site, or open another copy of it.',
  ],
  'tabs/owner-silent': [
    'Another tab runs the node and is asleep',
    'Nothing was lost. Only one node runs in a browser.',
    'Go to that tab or close it; this one takes over.',
  ],
  'tabs/no-room': [
    'Too many tabs of this page are open',
    FINAL_IS_SAFE,
    'Close one that you do not need, then reload this one.',
  ],
  'tabs/locks-absent': [
    'This browser cannot run a node in a tab',
    'Nothing was changed.',
    'Open the page over https in an up-to-date browser.',
  ],
  'tabs/channel-absent': [
    'This browser cannot run a node in a tab',
    'Nothing was changed.',
    'Open the page in an up-to-date browser.',
  ],
  'node/starting': [
    'The node is still opening its database',
    NOTHING_SENT,
    'Try again in a moment.',
  ],
  'node/not-running': [
    'The node is paused or stopped',
    NOTHING_SENT,
    'Resume it on the node page, then try again.',
  ],
  'node/worker-absent': [
    'This browser does not let pages work in the background',
    'Nothing was changed.',
    'Open the page in an up-to-date browser.',
  ],
  'node/worker-load': ['The node could not be loaded', FINAL_IS_SAFE, 'Reload the page.'],
  'node/worker-crashed': [
    'The node crashed',
    'Everything final is safe in this browser.',
    'It starts again by itself. If it does not, reload the page.',
  ],
  'client/timeout': [
    'The node did not answer in time',
    'What was already sent may still become final.',
    'Look at your activity before you try again.',
  ],
  'client/closed': ['The node was closed', FINAL_IS_SAFE, RELOAD],
  'client/too-many': [
    'This page asked the node for too much at once',
    NOTHING_SENT,
    'Wait a moment, then try again.',
  ],
  'wallet/rejected': [
    'You said no',
    'Nothing was signed, nothing was sent.',
    'Change what you like, then ask again.',
  ],
  'wallet/locked': [
    'The wallet is locked',
    'Nothing was signed, nothing was sent.',
    'Unlock it, then try again.',
  ],
  'wallet/busy': [
    'The wallet already asks you something',
    'Nothing was signed, nothing was sent.',
    'Open the wallet and answer it, then try again.',
  ],
  'wallet/disconnected': [
    'The wallet lost its connection',
    'Nothing was signed, nothing was sent.',
    'Connect it again.',
  ],
  'wallet/wrong-network': [
    'The wallet is on another network',
    'Nothing was signed, nothing was sent.',
    'Switch its network here, then try again.',
  ],
  'wallet/unknown-network': [
    'The wallet does not know this network',
    'Nothing was signed, nothing was sent.',
    'Let it add the network when it asks.',
  ],
  'wallet/unsupported': [
    'This wallet cannot do that',
    'Nothing was signed, nothing was sent.',
    'Try another wallet.',
  ],
  'wallet/absent': [
    'This wallet is no longer in the browser',
    'Nothing was signed, nothing was sent.',
    'Install it or choose another, then try again.',
  ],
  'wallet/wrong-account': [
    'The wallet signed with another account',
    NOTHING_SENT,
    'Choose the connected account in the wallet, then try again.',
  ],
  'wallet/not-loaded': [
    'The part of this page that talks to wallets did not load',
    NOTHING_SENT,
    'Check the connection, then reload the page.',
  ],
  'transaction/cannot-pay': [
    'Not enough coins for the fee',
    NOTHING_SENT,
    'Receive some coins first, or send less.',
  ],
  'transaction/fee-too-low': [
    'The fee rose while you signed',
    NOTHING_SENT,
    'Sign again with the new fee.',
  ],
  'transaction/nonce-used': [
    'A transaction with this number is already there',
    'Nothing was sent twice.',
    'Look at your activity, then sign again.',
  ],
  'transaction/nonce-gap': [
    'An earlier transaction of yours is missing',
    NOTHING_SENT,
    'Wait until your pending transactions are final, then sign again.',
  ],
  'transaction/expired': [
    'It was not included in time',
    'It never will be: nothing was moved and no fee was paid.',
    'Sign it again.',
  ],
  'transaction/replaced': [
    'Another transaction took its place',
    'This one moved nothing.',
    'Look at your activity.',
  ],
  'transaction/wrong-signature': [
    'The signature does not fit the transaction',
    NOTHING_SENT,
    'Sign again with the connected account.',
  ],
  'transaction/wrong-proof': [
    'The key does not prove that it is yours',
    NOTHING_SENT,
    'Have this node make its key again.',
  ],
  'mempool/known': [
    'This transaction is already on its way',
    'Nothing was sent twice.',
    'Wait for it in your activity.',
  ],
  'mempool/full': ['The chain is busy', NOTHING_SENT, 'Try again in a minute.'],
  'mempool/account-full': [
    'You have many transactions on their way',
    'They are not lost.',
    'Wait until some of them are final.',
  ],
  'mempool/underpriced-replacement': [
    'A transaction with this number is already on its way',
    'It is not lost.',
    'Wait until it is final.',
  ],
  'bridge/no-contracts': [
    'This chain is not connected with Ethereum',
    FEE_ONLY,
    'Choose a network that has its contracts on Ethereum.',
  ],
  'bridge/no-recipient': [
    'Nobody owns the zero address',
    NOTHING_SENT,
    'Type the address of somebody.',
  ],
  'bridge/to-gateway': [
    'The Gateway itself receives nothing',
    FEE_ONLY,
    'Type the address of an account of yours on Ethereum.',
  ],
  'bridge/keyless-recipient': [
    'Nobody has a key to that account',
    FEE_ONLY,
    'Choose an account that is somebody’s.',
  ],
  'bridge/zero-amount': ['The amount was zero', NOTHING_SENT, 'Type an amount.'],
  'bridge/no-tokens': ['No token was chosen', NOTHING_SENT, 'Choose at least one.'],
  'bridge/not-a-token': ['Ether is not a token', NOTHING_SENT, 'Withdraw it as the coin it is.'],
  'bridge/no-token': [
    'No token is at that address',
    NOTHING_SENT,
    'Check the address of the contract, and that it is on this Ethereum.',
  ],
  'bridge/unknown-token': [
    'This token is not on this chain',
    FEE_ONLY,
    'Check the address of the token.',
  ],
  'bank/insufficient-balance': [
    'The balance was too small',
    FEE_ONLY,
    'Send less, or receive some coins first.',
  ],
  'bank/not-owner': ['The token belongs to somebody else', FEE_ONLY, 'Check which token it is.'],
  'bank/zero-amount': ['The amount was zero', NOTHING_SENT, 'Type an amount.'],
  'bank/no-recipient': [
    'Nobody owns the zero address',
    NOTHING_SENT,
    'Type the address of somebody.',
  ],
  'address/checksum': [
    'This address has a typing error',
    NOTHING_SENT,
    'Copy the address again: its capitals do not fit its digits.',
  ],
  'chain/deposit-above-fee-max': [
    'The new account costs more than the fee you allowed',
    FEE_ONLY,
    'Sign again with the new fee.',
  ],
  ...stakingErrors,
  ...ethereumErrors,
  ...vaultErrors,
  ...coinErrors,
  ...qaErrors,
  ...sessionErrors,
  ...sessionModuleErrors,
  ...sponsorErrors,
};

/** Sentences for codes without their own, by the part before the slash. */
export const errorsByArea: Readonly<Record<string, ErrorSentences>> = {
  address: [
    'This is not an address',
    NOTHING_SENT,
    'An address is 0x and 40 digits. Copy it again.',
  ],
  bank: ['The bank refused it', FEE_ONLY, 'Check what you sent, then try again.'],
  block: ['A block is not valid', 'It was dropped. Nothing you see came from it.', BY_ITSELF],
  'block-store': [
    'The data in this browser is damaged',
    'Your coins are on the chain, not in this browser.',
    'Reload the page: the node repairs or fetches what is missing.',
  ],
  checkpoint: [
    'This block cannot be shown to Ethereum with this certificate',
    NOTHING_SENT,
    'Wait for the next block with a certificate of its own, then try again.',
  ],
  chain: ['The chain refused it', FEE_ONLY, 'Try again later.'],
  client: ['The page and the node did not understand each other', NOTHING_SENT, 'Reload the page.'],
  codec: [
    'Something that arrived is not well formed',
    'It was dropped. Nothing you see came from it.',
    BY_ITSELF,
  ],
  consensus: [
    'This node sees signatures that contradict each other',
    'It stopped instead of guessing. What is final up to here is safe.',
    'Do not send anything. Reload the page, and tell whoever runs the validators.',
  ],
  ethereum: ethereumError,
  execution: [
    'The node could not execute a block',
    'It stopped instead of guessing. Everything final up to here is safe.',
    RELOAD,
  ],
  genesis: ['The first block of this chain is not valid', 'Nothing was kept.', 'Reload the page.'],
  gossip: ['A peer sent something else than it promised', READABLE, BY_ITSELF],
  internal: [
    'The node found a mistake in itself',
    'It stopped instead of guessing. Everything final is safe.',
    RELOAD,
  ],
  journal: [
    'The record of this validator’s votes is gone or damaged',
    'Its key never votes again, because it could contradict itself. The node goes on without it.',
    'Make a new key for the validator.',
  ],
  keys: [
    'The validator’s key cannot be used',
    'Nothing was signed with it. The node goes on without it.',
    'Make a new key for the validator.',
  ],
  'key-file': ['The key file cannot be used', 'The key was not changed.', 'Check the file.'],
  local: ['The local network did not start', 'Nothing was changed.', 'Read the line above.'],
  lock: [
    'Another node uses the same data',
    'Nothing was changed.',
    'Close the other one, then try again.',
  ],
  mempool: ['The node did not take the transaction', NOTHING_SENT, 'Try again in a minute.'],
  network: ['The network failed', READABLE, BY_ITSELF],
  'network-file': [
    'The network file of this site cannot be read',
    'Your browser and your coins are untouched.',
    'Tell whoever runs this site, or open another copy of it.',
  ],
  node: ['The node did not start', FINAL_IS_SAFE, RELOAD],
  qa: ['The chain refused it', 'What you wrote is kept.', 'Look at the question again.'],
  query: ['The question was not understood', NOTHING_SENT, 'Reload the page.'],
  replay: ['There is nothing to replay', 'Nothing was changed.', 'Read the line above.'],
  request: ['The question was too large', NOTHING_SENT, 'Ask for less at once.'],
  seed: ['The seed did not start', 'Nothing was changed.', 'Check its options.'],
  signatures: [
    'A signature could not be checked',
    'It was treated as false, so nothing you see rests on it.',
    RELOAD,
  ],
  state: ['The node lost its place in the chain', FINAL_IS_SAFE, RELOAD],
  storage: ['The database did not answer', FINAL_IS_SAFE, 'Reload the page.'],
  sync: [
    'A block that most validators signed is wrong',
    'This node refused it and stopped. What is final up to here is safe.',
    'Do not send anything. Tell whoever runs the validators.',
  ],
  tabs: ['The tabs of this browser cannot reach each other', FINAL_IS_SAFE, 'Reload the page.'],
  transaction: ['The transaction is not valid', NOTHING_SENT, 'Check it, then sign again.'],
  wallet: [
    'The wallet could not do it',
    'Nothing was sent.',
    'Open the wallet, see what it says, then try again.',
  ],
};

export const unknownError: ErrorSentences = [
  'Something did not work',
  FINAL_IS_SAFE,
  'Try again, or reload the page.',
];
