import type { ErrorSentences } from './errors.ts';

const NOTHING_LOST = 'Nothing was lost: deposits stay on Ethereum until this chain reads them.';
const ASKED_AGAIN = 'The node asks again by itself.';
const OTHER_ENDPOINT = 'If it goes on, give the node another endpoint.';

export const ethereumErrors: Readonly<Record<string, ErrorSentences>> = {
  'ethereum/rate-limited': [
    'An endpoint of Ethereum is asked too often',
    NOTHING_LOST,
    'The node asks less often for a while. If it goes on, give it another endpoint.',
  ],
  'ethereum/wrong-chain': [
    'An endpoint belongs to another Ethereum network',
    'Nothing it says is believed.',
    'Give the node an endpoint of the right network.',
  ],
  'ethereum/no-contract': [
    'An endpoint does not know the contracts of this chain',
    NOTHING_LOST,
    'Check that it is an endpoint of the right network.',
  ],
  'ethereum/bad-url': [
    'The address of an Ethereum endpoint is not valid',
    'Nothing was changed.',
    'Check the address, then start again.',
  ],
  'ethereum/no-wallet': [
    'No wallet is connected',
    NOTHING_LOST,
    'Connect one, and this node reads Ethereum by it, too.',
  ],
  'ethereum/no-endpoint': [
    'This node knows no endpoint of Ethereum',
    NOTHING_LOST,
    'Give the node an endpoint of the right network.',
  ],
  'checkpoint/forgotten': [
    'This node no longer has what Ethereum needs next',
    'Nothing was lost: a node that keeps all blocks has it.',
    'Ask whoever runs an archive node to post it.',
  ],
  'checkpoint/not-sealed': [
    'This chain has not been given up',
    'What is yours is here, and moves as ever.',
    'Withdraw it by the bridge.',
  ],
  'checkpoint/other-header': [
    'An endpoint shows a block on Ethereum that this chain does not have',
    'Nothing it says is believed.',
    'Compare with another endpoint, and tell whoever runs the validators.',
  ],
  'ethereum-sender/refused': [
    'Ethereum would refuse this transaction now',
    'Nothing was sent and nothing was spent.',
    'Somebody else may have been first. The node looks again by itself.',
  ],
  'ethereum-sender/too-dear': [
    'Gas on Ethereum costs more than this node may pay',
    'Nothing was sent and nothing was spent.',
    'The node waits for a lower price. To pay more, raise --most-gas-price.',
  ],
  'ethereum-sender/out-of-ether': [
    'The account that this node sends from is out of ether',
    'Nothing was sent and nothing was spent.',
    'Send ether to the account that is named; the node goes on by itself.',
  ],
  'ethereum-sender/not-mined': [
    'A transaction waits to be mined for long',
    'It may still be mined; nothing is paid twice.',
    'The node looks again by itself.',
  ],
  'watchtower/bonds-spent': [
    'This node may leave no more ether as bonds for challenges',
    'Coins of others may go unguarded by this node; their owners and other nodes still can act.',
    'Wait until bonds come back, or allow more of them by --most-bonds.',
  ],
  'ethereum-key/absent': [
    'The file with the key for Ethereum cannot be read',
    'Nothing was sent.',
    'Check the path given by --ethereum-key.',
  ],
  'ethereum-key/exposed': [
    'Others may read the file with the key for Ethereum',
    'Nothing was sent.',
    'Take their permission away (chmod 600), then start again.',
  ],
  'ethereum-key/malformed': [
    'The file given by --ethereum-key holds no key of an account',
    'Nothing was sent.',
    'It needs one line: 0x and 64 hexadecimal digits.',
  ],
  'ethereum/would-fail': [
    'Ethereum says that this transaction would fail',
    'It was not sent, and nothing was spent.',
    'Look whether something changed meanwhile: the balance, the approval, or the transfer itself.',
  ],
  'ethereum/insufficient-funds': [
    'Your account has too little ETH on Ethereum',
    'Nothing was sent and nothing was spent.',
    'Send ETH for the fee to this account on Ethereum, then try again.',
  ],
  'ethereum/reverted': [
    'The transaction failed on Ethereum',
    'Nothing moved; only the fee was paid.',
    'Look at it in your wallet, then try again.',
  ],
  'ethereum/replaced': [
    'Your wallet sent another transaction in its place',
    'What was replaced did nothing.',
    'If you did not mean that, try again.',
  ],
  'ethereum/other-logs': [
    'An endpoint of Ethereum contradicts itself',
    'Nothing it says is believed.',
    OTHER_ENDPOINT,
  ],
  'ethereum/rewritten': [
    'An endpoint took back what it had called final on Ethereum',
    'Nothing it says is believed for now.',
    OTHER_ENDPOINT,
  ],
  'ethereum/other-inbox': [
    'An endpoint contradicts what this chain read from Ethereum',
    'This node signs nothing about Ethereum until that is clear.',
    'Compare with another endpoint, and tell whoever runs the validators.',
  ],
};

export const ethereumError: ErrorSentences = [
  'An endpoint of Ethereum does not answer as it should',
  NOTHING_LOST,
  ASKED_AGAIN,
];
