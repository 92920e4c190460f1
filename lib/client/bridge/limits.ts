// Bounds of what a page reads of Ethereum.

/** Blocks of the past in the first question for logs; doubled while endpoints answer. */
export const FIRST_HISTORY_BLOCKS = 2_048n;
export const MAX_HISTORY_BLOCKS = 131_072n;
/** Of one account; ten thousand tokens of a collection are ten thousand events. */
export const MAX_HELD_ACCOUNT_EVENTS = 65_536;
/** Exits whose state is asked for; the newest. */
export const MAX_FOLLOWED_EXITS = 64;
/** Blocks whose time is asked for with each look. */
export const MAX_ASKED_TIMES = 16;
/** So that a deposit is seen within two seconds of its block. */
export const LOOK_MS = 1_000;
export const MAX_LOOK_PAUSE_MS = 30_000;
/** Claims in one transaction: their proofs fill the 128 KiB that nodes of Ethereum take. */
export const CLAIMS_PER_TRANSACTION = 160;
/** Token ids by one deposit: each takes some 70 k gas, and a transaction 16.7 million at most. */
export const MAX_DEPOSITED_IDS = 150;
/** Deposits of a sealed chain, the oldest, that are tried for coming back. */
export const MAX_ASKED_REFUNDS = 32;
/** Ids whose owner is asked for before they are deposited. */
export const MAX_CHECKED_IDS = 32;
/** Transactions of one account that are kept until they are final; the newest. */
export const MAX_SENT_TRANSACTIONS = 32;
/** A transaction that no endpoint knows for so long is called dropped. */
export const SENT_UNKNOWN_MS = 180_000;
/** Other accounts whose claims are read; those of the newest withdrawals. */
export const MAX_FOLLOWED_RECEIVERS = 64;
