/** What happened, what was not lost, what to do: for histories of Vault coins and their files. */
export const coinErrors = {
  'coins/too-many-accounts': [
    'This node keeps the coins of no more accounts',
    'Nothing is lost: seeds keep the histories of all coins.',
    'Use one of the accounts whose coins are kept, or another browser profile.',
  ],
} as const;
