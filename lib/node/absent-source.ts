/**
 * The code with which a source of Ethereum says that it is not there: a wallet that nobody has
 * connected. That is no fault, and nobody waits for it.
 */
export const ABSENT_SOURCE = 'ethereum/no-wallet';
