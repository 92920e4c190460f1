/** Bounds of the modules, with their units in the names. A test reaches each of them. */

// Staking
export const MAX_VALIDATORS = 256;
export const MAX_DELEGATORS_PER_VALIDATOR = 256;
export const MAX_VALIDATORS_PER_DELEGATOR = 32;
export const MAX_UNBONDING_PARTS = 4;
export const MAX_RELEASES_PER_BLOCK = 64;

// Sessions
export const MAX_SESSIONS_PER_ACCOUNT = 16;
export const MAX_SESSION_MS = 2_592_000_000;
/** Names of actions that one session may sign. */
export const MAX_SESSION_ACTIONS = 64;
/** Of these names together, so that a session is one piece of a state value. */
export const MAX_SESSION_ACTIONS_LENGTH = 700;

// Sponsors
/** That are open at once: each is looked at for who pays. */
export const MAX_GRANTS = 48;
/** Whose payments for one account are remembered. */
export const MAX_GRANTS_PER_ACCOUNT = 8;
/** Of a grant: an hour of it has to be enough to open a session. */
export const MIN_GRANT_UNITS_PER_DAY = 24_000n;
/** Of a grant: as much as a chain of full blocks has, several times over. */
export const MAX_GRANT_UNITS_PER_DAY = 1_000_000_000_000n;
/** What of its day a grant may pay at once. */
export const GRANT_BURST_MS = 3_600_000;

// Vault coins
/** All are hashed when the coin block closes: a sixth of a second with WebAssembly. */
export const MAX_TRANSFERS_PER_COIN_BLOCK = 4_096;
export const MAX_LISTED_COINS = 64;
/** A longer history could cost more to defend than the coin is worth: exit and deposit renew it. */
export const MAX_SECURED_TRANSFERS = 100;
/** Of a coin's file: two months of a coin block a minute. Later absences are left out. */
export const MAX_COIN_FILE_BLOCKS = 90_000;
/** Of the absences in it, so that its bytes are enough: ten for each of so many coin blocks. */
export const MAX_COIN_FILE_SIBLINGS = 900_000;
export const MAX_COIN_FILE_BYTES = 67_108_864;
/** Accounts whose coins a node keeps that does not keep all. */
export const MAX_WATCHED_ACCOUNTS = 16;
export const MAX_KEPT_COINS = 1_024;
/** A larger number of exits that a coin ever had counts as open. */
export const MAX_COUNTED_EXITS = 64n;
/** Checkpoints read from Ethereum at once. */
export const MAX_PINNED_PER_LOOK = 32;

// Questions and answers
export const MIN_TITLE_BYTES = 8;
export const MAX_TITLE_BYTES = 150;
export const MAX_POST_TEXT_BYTES = 32_768;
export const MAX_COMMENT_BYTES = 1_024;
export const MAX_TAGS = 5;
export const MIN_TAG_LENGTH = 2;
export const MAX_TAG_LENGTH = 32;
export const MIN_NAME_LENGTH = 3;
export const MAX_NAME_LENGTH = 24;
export const MAX_BIO_BYTES = 400;
export const MAX_FLAG_REASON_BYTES = 120;
export const MAX_FLAGS_PER_POST = 6;
/** The first and the newest: each is a key, and a post has at most six. */
export const MAX_POST_VERSIONS = 4;
/** Accounts to whom somebody's votes and acceptances move points in a day. */
export const MAX_FAVOURED_PER_DAY = 64;
export const MAX_BOUNTY_DAYS = 30;
/** Questions, comments, tags, people, entries of a ledger: in one answer of a query. */
export const MAX_LISTED_POSTS = 64;
/** Of one question, in one answer. */
export const MAX_LISTED_ANSWERS = 256;
/** Unless more are asked for. */
export const FIRST_ANSWERS = 10;
/** That come with the post they are about. */
export const FIRST_COMMENTS = 5;
/** Different ones, of a post, that search knows: the first. */
export const MAX_WORDS_PER_POST = 128;
/** Longer words are found by their beginning. */
export const MAX_WORD_LENGTH = 24;
export const MAX_SOUGHT_WORDS = 8;
/** That a beginning which is typed may stand for. */
export const MAX_COMPLETED_WORDS = 512;
/** Of a text, in a list. */
export const EXCERPT_CHARACTERS = 180;
/** Of a transaction that carries a post, with title, tags and the longest envelope. */
export const MAX_POST_TRANSACTION_BYTES = 34_000;
