const FILE_ONLY = 'Nothing was sent. The coin is where it was; only this file is of no use.';
const ON_CHAIN = 'The coin stays where it is; no file is needed while the chain runs.';
const OTHER_FILE = 'Download the file anew from a node, or choose the right one.';

/** What happened, what was not lost, what to do: for histories of Vault coins and their files. */
export const coinErrors = {
  'coins/too-many-accounts': [
    'This node keeps the coins of no more accounts',
    'Nothing is lost: seeds keep the histories of all coins.',
    'Use one of the accounts whose coins are kept, or another browser profile.',
  ],
  'coins/unknown': [
    'There is no such coin on this chain',
    'Nothing was changed. A coin that left through an exit is on Ethereum.',
    'Check the number of the coin.',
  ],
  'coins/not-covered': [
    'Ethereum does not know the last transfer of this coin yet',
    ON_CHAIN,
    'Wait for the next checkpoint, then download the file.',
  ],
  'coins/history-missing': [
    'This node does not have the whole history of the coin yet',
    ON_CHAIN,
    'Leave the page open: your node asks its peers for the rest, and seeds keep all histories.',
  ],
  'coin-file/too-large': ['The file is larger than any file of a coin', FILE_ONLY, OTHER_FILE],
  'coin-file/not-json': ['The file is damaged, or no file of a coin', FILE_ONLY, OTHER_FILE],
  'coin-file/other-format': ['This is no file of a coin', FILE_ONLY, OTHER_FILE],
  'coin-file/newer-version': [
    'The file is of a newer version than this page',
    FILE_ONLY,
    'Use a newer version of this page.',
  ],
  'coin-file/malformed': ['The file is damaged', FILE_ONLY, OTHER_FILE],
  'coin-file/wrong-header': [
    'A header in the file is not the one that Ethereum holds',
    FILE_ONLY,
    OTHER_FILE,
  ],
  'coin-file/not-pinned': [
    'The file names a checkpoint that does not speak for its transfer',
    FILE_ONLY,
    OTHER_FILE,
  ],
  'coin-file/wrong-transfer': [
    'A transfer in the file does not follow from the one before',
    FILE_ONLY,
    OTHER_FILE,
  ],
  'coin-file/wrong-signature': [
    'A transfer in the file is not signed by who had the coin',
    FILE_ONLY,
    OTHER_FILE,
  ],
  'coin-file/not-included': [
    'A transfer in the file is not in the coin block that Ethereum knows',
    FILE_ONLY,
    OTHER_FILE,
  ],
  'coin-file/gap': ['A checkpoint is missing in the file', FILE_ONLY, OTHER_FILE],
  'coin-file/other-history': [
    'The coin has another history on Ethereum than in this file',
    'Nothing was sent. Whoever had the coin last by a good history can still take it out.',
    'Do not accept this coin. Download its file anew to be sure.',
  ],
  'rescue/no-vault': [
    'There is no Vault at the address in the file',
    'Nothing was sent.',
    'Check that the wallet is on the network of the coin.',
  ],
  'rescue/other-checkpoints': [
    'The Vault goes by other checkpoints than the file names',
    'Nothing was sent. The coin in the Vault is where it was.',
    'Do not trust whoever made this file. Download the coin’s file from a node of your own.',
  ],
  'rescue/other-coin': [
    'The Vault holds another coin under this number',
    'Nothing was sent. The coin in the Vault is where it was.',
    OTHER_FILE,
  ],
  'rescue/out-of-ether': [
    'The wallet does not hold enough ether for the bond and the fee',
    'Nothing was sent.',
    'Send some ether to this account, then try again.',
  ],
  'rescue/refused': [
    'The Vault refuses this',
    'Nothing was sent; the coin is where it was.',
    'Check the file again: something changed on Ethereum since.',
  ],
} as const satisfies Record<string, readonly [string, string, string]>;
