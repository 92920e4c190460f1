const FEE_ONLY = 'The coin stayed where it was; only the fee was paid.';

/** What happened, what was not lost, what to do: for coins of the Vault, one code each. */
export const vaultErrors = {
  'vault/no-contracts': [
    'This chain has no Vault on Ethereum',
    FEE_ONLY,
    'Send coins from the wallet page instead.',
  ],
  'vault/unknown-coin': [
    'There is no such coin here, or it has left',
    FEE_ONLY,
    'Check its number. A deposit appears once Ethereum has made it final.',
  ],
  'vault/coin-locked': [
    'Somebody is taking this coin out on Ethereum',
    FEE_ONLY,
    'Look at the exit. Challenge it if it is not yours; the coin moves again once it has ended.',
  ],
  'vault/transfer-pending': [
    'The coin is on its way already',
    FEE_ONLY,
    'Wait for the next coin block, then send it on.',
  ],
  'vault/wrong-parent': [
    'The coin has moved since this was signed',
    FEE_ONLY,
    'Look who has it now. If it is yours, sign again.',
  ],
  'vault/birth-ahead': [
    'The coin is newer than this chain',
    FEE_ONLY,
    'Wait for the next coin block, then try again.',
  ],
  'vault/not-owner': ['The coin belongs to somebody else', FEE_ONLY, 'Check which coin it is.'],
  'vault/wrong-recipient': [
    'Nobody could take the coin out from that address',
    'The coin stayed where it was.',
    'Type the address of somebody.',
  ],
  'vault/wrong-signature': [
    'The owner of the coin did not sign this',
    'The coin stayed where it was.',
    'Sign with the wallet that has the coin, on the network that the page names.',
  ],
  'vault/last-coin-block-passed': [
    'The signature counts no longer',
    'The coin stayed where it was, and the signature moves it no more.',
    'Sign again.',
  ],
  'vault/coin-block-full': [
    'Too many coins move at this moment',
    FEE_ONLY,
    'Wait for the next coin block, then send it again. The same signature may still count.',
  ],
  'vault/no-coin-blocks-left': [
    'This chain can move coins no more',
    FEE_ONLY,
    'Take the coin out on Ethereum.',
  ],
} as const satisfies Record<string, readonly [string, string, string]>;
