/** Every bound of the system, with its unit in the name. A test reaches each of them. */
// Blocks and transactions
export const MAX_BLOCK_BYTES = 1_048_576;
export const MAX_TRANSACTION_BYTES = 16_384;
/** Of integers in a list that an action has. */
export const MAX_LIST_ITEMS = 10_000;
/** Of a transaction whose action has a list: each item takes up to 33 bytes. */
export const MAX_LIST_TRANSACTION_BYTES = 346_400;
export const MAX_TRANSACTIONS_PER_BLOCK = 4_096;
export const MAX_BLOCK_UNITS = 2_000_000;
/** Of a block and of a mempool, for transactions that somebody else pays. */
export const FREE_SHARE_PERCENT = 10;
/** Of a text in UTF-8: each such piece that is begun costs as an item of a list does. */
export const TEXT_BYTES_PER_ITEM = 64;
/** Of a value in the state: each KiB that is begun counts as a key and holds its deposit. */
export const STATE_VALUE_BYTES_PER_KEY = 1_024;
export const MAX_VALID_AHEAD_MS = 3_600_000;
export const MAX_COMMITTEE_MEMBERS = 100;
/** Of the bitmap in a certificate: a bit for each member. */
export const MAX_SIGNERS_BYTES = 13;
export const MAX_KEPT_COMMITTEES = 256;
export const MAX_DECODED_COMMITTEES = 4;
export const MAX_EVIDENCE_PER_BLOCK = 4;
export const MAX_INBOX_EVENTS_PER_BLOCK = 1_024;
export const MAX_INBOX_BYTES_PER_BLOCK = 262_144;
export const MAX_INBOX_EVENT_BYTES = 512;
export const MAX_CHARGED_VIEWS = 1_024;
export const MAX_STATE_KEY_BYTES = 128;
export const MAX_STATE_VALUE_BYTES = 65_536;
export const MAX_STATE_KEYS = 1_000_000;
export const STATE_KEYS_WARNING_PERCENT = 90;
export const MAX_STATE_PROOF_SIBLINGS = 256;
export const BLOCK_OVERHEAD_BYTES = 4_096;
export const EXECUTION_SLICE_TRANSACTIONS = 64;
export const TREE_SLICE_CHANGES = 256;
export const MAX_RLP_DEPTH = 16;
export const MAX_RLP_ITEMS = 16_384;
export const MAX_STORED_RLP_ITEMS = 16_777_216;
export const MAX_CHAIN_NAME_LENGTH = 64;
export const MAX_EVENTS_PER_TRANSACTION = 256;
/** What the hooks of a block do is in one receipt. */
export const MAX_EVENTS_PER_RECEIPT = 4_096;
export const MAX_EVENT_FIELDS = 32;
export const MAX_UNFINALIZED_BLOCKS = 4_096;
export const MAX_LISTED_ASSETS = 1_024;
/** Looked at by one query for those of an account. */
export const MAX_SCANNED_WITHDRAWALS = 8_192;
/** Withdrawals of an account whose blocks are read for their times. */
export const MAX_TIMED_WITHDRAWALS = 32;
/** Read by a page of all withdrawals, for those of an account: half a million. */
export const MAX_WITHDRAWAL_PAGES = 64;
/** Proofs by one query; more than fit into one transaction on Ethereum. */
export const MAX_PROVEN_CLAIMS = 1_024;

// Consensus: time
export const DELTA_MS = [1000, 1500, 2250, 3375, 5062, 7593, 11_390, 17_085, 20_000] as const;
export const HEARTBEAT_MS = 30_000;
export const MAX_DRIFT_MS = 2_000;
/** How long a key waits for blocks that were promised and do not come, before it signs. */
export const GUARD_PATIENCE_MS = 30_000;
export const MIN_BLOCK_MS_FLOOR = 100;

// Consensus: buffers
export const MAX_NULLIFICATIONS_PER_PROPOSAL = 256;
export const VOTE_WINDOW_BEHIND_VIEWS = 64n;
export const VOTE_WINDOW_AHEAD_VIEWS = 4n;
export const PROPOSAL_WINDOW_AHEAD_VIEWS = 1n;
export const MAX_DIGESTS_PER_SIGNER = 2;
export const MAX_TALLIES_PER_VIEW = 401;
export const MAX_CERTIFICATES_PER_VIEW = 3;
export const MAX_BUFFERED_ENVELOPES = 256;
export const MAX_BUFFERED_PER_AUTHOR = 4;
export const MUTE_AUTHOR_VIEWS = 64n;
export const MAX_WORK_VIEWS = 10n;
export const INACTIVE_AFTER_VIEWS = 4n;
export const MAX_CERTIFICATE_VERIFICATIONS_PER_SECOND = 20;
export const CERTIFICATES_PER_CHECK = 16;
export const MAX_OPEN_VIEWS = 65_536;
export const MAX_HELD_BLOCKS = 256;
export const MAX_FETCHED_ANCESTORS = 128n;
export const MAX_RECENT_ACTIONS = 4_096;
export const MAX_RULE_PASSES = 4_096;
/** What waits for a write to be durable: more than a second of the busiest node's by far. */
export const MAX_HELD_EFFECTS = 16_384;
export const CONSENSUS_REQUEST_INTERVAL_MS = 1_000;
export const FINALIZE_RETRY_MAX_MS = 30_000;

// Mempool
export const MAX_MEMPOOL_TRANSACTIONS = 10_000;
export const MAX_MEMPOOL_BYTES = 16_777_216;
export const MAX_MEMPOOL_PER_ACCOUNT = 64;
export const MAX_MEMPOOL_BYTES_PER_ACCOUNT = 1_048_576;
export const PARKED_TRANSACTION_MS = 60_000;
export const REPLACEMENT_FEE_PERCENT = 10n;
export const MAX_PENDING_EVIDENCE = 64;

// Network
export const MAX_REQUEST_ITEMS = 64;
export const MAX_MESSAGE_BYTES = 1_114_112;
export const MAX_REQUESTS_PER_SECOND_PER_PEER = 4;
export const REQUEST_TIMEOUT_MS = 10_000;
export const STATUS_INTERVAL_MS = 5_000;
export const WANTED_PEERS = 12;
export const MAX_PEERS = 24;
export const MAX_REQUEST_BURST_PER_PEER = 8;
export const MAX_CONCURRENT_REQUESTS_PER_PEER = 8;
export const MAX_PENDING_REQUESTS_PER_PEER = 64;
export const MAX_UNSENT_ANSWERS_PER_PEER = 256;
export const MAX_FRAME_CHUNKS = 16_384;
export const MAX_PENALTIES = 8;
export const PENALTY_DECAY_MS = 15_000;
export const PEER_BAN_MS = 300_000;
export const MAX_SCORED_PEERS = 1_024;
export const MAX_SEEN_MESSAGES = 65_536;
export const MAX_PEER_CONNECTIONS = 64;
export const MAX_SEED_CONNECTIONS = 2_048;
export const MAX_RESERVATIONS = 1_024;
export const MAX_PENDING_CONNECTIONS = 256;
export const LEAVE_RELAY_AFTER_MS = 2_000;
export const MAX_MISSED_PINGS = 2;
export const DIAL_TIMEOUT_MS = 15_000;
export const CLOSE_TIMEOUT_MS = 2_000;
export const MAX_INBOUND_CONNECTIONS_PER_SECOND = 1_000;
export const MAX_KNOWN_PEERS = 256;
export const MAX_PARSED_PEER_IDS = 4_096;
export const MAX_ADDRESSES_PER_PEER = 16;
export const MAX_HEARSAY_ADDRESSES_PER_PEER = 4;
export const MAX_ADDRESS_BYTES = 512;
export const MAX_EXCHANGED_PEERS = 32;
export const ANNOUNCE_INTERVAL_MS = 20_000;
export const MIN_ANNOUNCE_INTERVAL_MS = 1_000;
/** A thousand nodes make fifty a second, which come by way of several neighbours. */
export const MAX_ANNOUNCEMENTS_PER_SECOND_PER_PEER = 32;
export const MAX_ANNOUNCEMENT_BURST_PER_PEER = 256;
export const PING_INTERVAL_MS = 10_000;
export const DIAL_TICK_MS = 250;
export const SEED_DIAL_INTERVAL_MS = 500;
export const DIAL_BACKOFF_MS = 2_000;
export const MAX_DIAL_BACKOFF_MS = 60_000;
export const MAX_DIAL_FAILURES = 4;
export const MAX_DIALS_PER_MINUTE = 60;
export const MAX_CONCURRENT_DIALS = 3;

// Worker protocol
export const MAX_CLIENT_REQUESTS = 1_024;
/** Of a query's input: names and texts together; integers have at most 256 bits. */
export const MAX_QUERY_INPUT_CHARACTERS = 4_096;
export const MAX_QUERY_FIELDS = 16;
export const MAX_SUBSCRIPTIONS = 256;
export const MAX_UNACKNOWLEDGED_VALUES = 256;
export const ACKNOWLEDGE_EVERY_VALUES = 16;
export const CLIENT_TIMEOUT_MS = 15_000;
export const MAX_HELD_MESSAGES = 16;
export const MAX_IDLE_STORES = 64;
/** Of a post as it is drawn: quotes and lists in each other, emphasis in emphasis. */
export const MAX_MARKDOWN_DEPTH = 8;
/** A text of more blocks, items and rows, or of more cells in all, is shown as it is. */
export const MAX_MARKDOWN_BLOCKS = 1_500;
export const MAX_TABLE_CELLS = 4_096;
/** Links, emphases and other parts of one block; a block of more is shown as it is. */
export const MAX_MARKDOWN_PARTS = 1_000;
export const MAX_TABLE_COLUMNS = 24;
export const MAX_LINK_CHARACTERS = 1_024;
/** Longer code keeps one colour. */
export const MAX_COLOURED_CHARACTERS = 8_192;
/** Of words that differ between two texts; beyond, the texts stand side by side. */
export const MAX_SHOWN_EDITS = 2_000;
export const MAX_KNOWN_COMMITTEES = 256;
export const COMMITTEE_RETRY_MS = 1_000;
export const ASK_AGAIN_MS = 250;
export const WAIT_FOR_FINAL_MS = 60_000;
export const VALID_FOR_MS = 600_000;

// Sessions of a browser, and writing on Ask
/** Before it looks again whether a session that is being opened is final. */
export const SESSION_RETRY_MS = 1_000;
/** Of a browser's timer: a later end is waited for in parts. */
export const MAX_TIMER_MS = 2_147_483_647;
/** Posts and votes of a tab that are not final; more are refused. */
export const MAX_OUTBOX_ITEMS = 64;
/** A final one stays so long, for views that have yet to show its block. */
export const OUTBOX_FINAL_KEPT_MS = 60_000;
/** Before a post that the node could not take is offered to it again. */
export const OUTBOX_RETRY_MS = 1_000;
/** How long the page before may take to go, before another tab has what waits unsigned. */
export const OUTBOX_CLAIM_MS = 2_000;
/** Of an account, each at a place of its own; beyond, the oldest is forgotten. */
export const MAX_DRAFTS = 32;

// Tabs of one browser
export const MAX_ATTACHED_TABS = 64;
export const TAB_PING_MS = 1_000;
export const OWNER_SILENT_MS = 4_000;
export const ATTACHED_TAB_SILENT_MS = 180_000;
export const WORKER_RESTART_DELAY_MS = 1_000;
export const WORKER_HEALTHY_MS = 60_000;
export const WORKER_STOP_MS = 1_000;
export const MAX_STARTED_VERIFY_WORKERS = 2;
export const PERSIST_ANSWER_MS = 300;
export const MAX_NETWORK_FILE_BYTES = 1_048_576;

// The picture of the chain
export const MAX_LOOM_BLOCKS = 64;
export const MAX_LOOM_PASSES = 2;
export const MAX_LOOM_MISSED_VIEWS = 256;
export const MAX_LOOM_COLUMNS = 50;

// Signatures
export const MAX_DECODED_BLS_KEYS = 4_096;
export const MAX_UNCOMPRESSED_KEYS = 4_096;
export const MAX_AGGREGATE_KEYS = 1_024;
export const MAX_IMPORTED_P256_KEYS = 4_096;
/** Handed to WebCrypto before the thread does other things: some milliseconds. */
export const P256_CHECKS_AT_ONCE = 128;
export const MAX_SIGNED_MESSAGE_BYTES = 1_024;
export const SIGNATURE_SLICE_MS = 8;
export const MAX_VERIFY_JOBS = 4_096;
export const VERIFY_JOBS_PER_WORKER = 2;
export const VERIFY_CHECKS_PER_JOB = 2;
export const VERIFY_RECOVERIES_PER_JOB = 64;
export const VERIFY_JOB_TIMEOUT_MS = 2_000;
export const VERIFY_LOAD_PATIENCE_MS = 5_000;
export const VERIFY_LOAD_TIMEOUT_MS = 30_000;
export const MAX_VERIFY_WORKERS = 8;
export const MAX_VERIFY_RESTART_DELAY_MS = 60_000;
export const MAX_METRICS = 256;

// Node: work in a thread
export const WORK_SLICE_MS = 8;

/** Entries that go into an index between offers to let other work of the thread run. */
export const INDEX_SLICE_ENTRIES = 64;
/** The state is searched for them in two to the power of so many parts. */
export const INDEX_PARTS_DEPTH = 8;

// Node: storage
export const STORAGE_SLICE_WRITES = 256;
export const SNAPSHOT_CHUNK_BYTES = 1_000_000;
export const SNAPSHOT_INTERVAL_BLOCKS = 256n;
export const MAX_KEPT_SNAPSHOTS = 2;
export const RETENTION_MS = 604_800_000;
export const RETENTION_BYTES = 1_073_741_824;
export const MIN_RETAINED_BLOCKS = 1_024n;
export const MAX_CACHED_BLOCKS = 256;

// Node: gossip and peers
export const MAX_GOSSIP_INLINE_BYTES = 16_384;
export const MAX_ANNOUNCED_BODIES = 32;
export const MAX_BODY_PULLS = 256;
export const MAX_BODY_REQUESTS = 5;
export const BODY_PATIENCE_MS = 400;
export const MAX_UNANNOUNCED_BODY_REQUESTS_PER_SECOND_PER_PEER = 1;
export const MAX_UNANNOUNCED_BODY_BURST_PER_PEER = 4;
export const MAX_PEERS_COUNTED = 1_024;
export const MAX_VERIFIED_CERTIFICATES = 4_096;
export const MAX_REMEMBERED_CHECKS = 64;
export const FORWARD_AGAIN_MS = 1_000;
export const MAX_FORWARDED_REMEMBERED = 4_096;
export const MAX_PROOF_HEADERS = 4_096;
export const MAX_PROOF_MS = 30_000;
export const CLOCK_JUMP_MS = 5_000;
export const CLOCK_WATCH_MS = 1_000;

// Node: following Ethereum
export const MAX_ETHEREUM_ENDPOINTS = 8;
export const ETHEREUM_POLL_MS = 1_000;
/** Between blocks of Ethereum, where the network file says nothing else. */
export const ETHEREUM_BLOCK_MS = 12_000;
export const ETHEREUM_TIMEOUT_MS = 10_000;
/** After a failure, doubled with each that follows. */
export const ETHEREUM_RETRY_MS = 1_000;
export const MAX_ETHEREUM_RETRY_MS = 60_000;
/** Before an endpoint that contradicted itself, or is of another chain, is asked again. */
export const ETHEREUM_ASIDE_MS = 30_000;
/** How long what a silent endpoint said last stands beside what the others say. */
export const ETHEREUM_PATIENCE_MS = 90_000;
/** Without agreement for so long, a node says that it cannot see Ethereum. */
export const ETHEREUM_BLIND_MS = 60_000;
export const MAX_LOG_RANGE_BLOCKS = 8_192n;
/** Ranges that were not refused, in a row, before a larger one is tried again. */
export const LOG_RANGES_BEFORE_GROWTH = 16;
export const MAX_INBOX_LOGS = 8_192;
export const MAX_HELD_INBOX_EVENTS = 4_096;
export const MAX_ETHEREUM_RESPONSE_BYTES = 8_388_608;
export const MAX_ETHEREUM_MESSAGE_LENGTH = 200;
/** That a wallet was asked by the node and has not answered. */
export const MAX_WALLET_QUESTIONS = 32;

// Node: posting to Ethereum
/** In one transaction; with a hundred members each is 11.5 kB. */
export const MAX_CHECKPOINTS_PER_CALL = 8;
/** Looked at below the newest final block for one with a finalization of its own. */
export const MAX_CERTIFICATE_SEARCH = 1_024n;
/** Of a transaction; Ethereum takes none above 16.8 million (EIP-7825). */
export const CLAIM_CALL_GAS = 15_000_000n;
/** Of its data; nodes of Ethereum pass on no transaction above 128 KiB. */
export const CLAIM_CALL_BYTES = 122_880;
/** Things of an account that one answer says how to take from a sealed chain. */
export const MAX_LISTED_ESCAPES = 64;
/** Of all its data: above that a node of Ethereum takes no transaction. */
export const MAX_CALL_BYTES = 131_072;
/** What one claim of many takes, whatever the asset. */
export const CLAIM_GAS = 48_000n;
/** What has to be left before the last of many, and what the transaction itself takes. */
export const CLAIM_RESERVE_GAS = 520_000n;
/** What the submission of a boundary takes that a hundred members signed. */
export const SUBMIT_GAS = 560_000n;
/** That a node sends by itself; Ethereum takes no transaction above it (EIP-7825). */
export const MAX_SENT_GAS = 16_777_216n;
/** Blocks of Ethereum after which a transaction that is not mined is sent at a higher price. */
export const PRICE_PATIENCE_BLOCKS = 4;
export const MAX_PRICE_RAISES = 12;
/** Of gas, unless told; a boundary of a hundred members then costs 0.028 ether at most. */
export const MOST_GAS_PRICE_WEI = 50_000_000_000n;
/** Between checkpoints that are posted because something waits. */
export const CHECKPOINT_INTERVAL_MS = 600_000;
/** Blocks of Ethereum over which seeds spread, so that one posts and the others see it. */
export const POST_TURNS = 8;
/** Part of the contract's silence after which a checkpoint is posted though nothing waits. */
export const POST_AFTER_SILENCE_PERCENT = 50;

// Node: watching exits
/** Of a walk in one transaction, which may have no more than 128 KiB. */
export const MAX_WALK_STEPS = 48;
/** Part of a window in which a history that is not known here may still arrive. */
export const EXIT_PATIENCE_PERCENT = 25;
/** Of a window, between looks at all coins. */
export const WATCH_INTERVAL_PERCENT = 5;
export const MAX_WATCH_INTERVAL_MS = 300_000;
/** A challenge that comes too late costs a coin: gas for it may cost so many times as much. */
export const MORE_FOR_EXITS = 4n;
/** Coins asked about in one call. */
export const WATCHED_COINS_PER_CALL = 128;
export const MAX_DUTIES = 256;
/** Bonds that a seed has standing at once for challenges of its own, unless told. */
export const MOST_BONDS_WEI = 1_000_000_000_000_000_000n;

// Node: what it tells
export const FIRST_PEER_MS = 5_000;
/** A view with work that is later than this is waiting for validators that are away. */
export const STANDSTILL_MS = 10_000;
export const MAX_FINALITY_HISTORY = 1_024;
export const MAX_ACTIVITY = 50;
export const MAX_RESPONSE_BYTES = 1_000_000;
export const MAX_ASKED_PEERS = 3;
export const SYNC_RANGES_AHEAD = 4;
export const SYNC_RANGE_BYTES = 131_072;
export const SYNC_FIRST_BLOCKS = 8;
export const SYNC_PATIENCE_MS = 1_000;
/** How long claims to have blocks count as true while none of these blocks is shown. */
export const CLAIM_PATIENCE_MS = 30_000;
/** A time or two without an answer may be bad luck or a busy peer, and now and then one more. */
export const MAX_SYNC_SILENCES = 2;
export const SYNC_SILENCE_MS = 30_000;
export const RETRY_VERIFICATION_MS = 1_000;
export const MAX_REMEMBERED_SENDERS = 20_000;
export const MAX_REMEMBERED_DROPS = 1_024;
export const MAX_REMEMBERED_DROP_BYTES = 16_777_216;
export const MAX_REANNOUNCED_TRANSACTIONS = 64;
export const MAX_ANNOUNCED_TRANSACTIONS = 128;
export const ANNOUNCE_DELAY_MS = 5;
export const MAX_RECOVERIES_PER_SECOND_PER_PEER = 256;
export const MAX_RECOVERY_BURST_PER_PEER = 2_048;
export const MAX_REFUSALS_PER_SECOND_PER_PEER = 512;
export const MAX_REFUSAL_BURST_PER_PEER = 4_096;
export const MAX_REPEATS_PER_SECOND_PER_PEER = 256;
export const MAX_REPEAT_BURST_PER_PEER = 1_024;
export const MAX_EVIDENCE_PER_SECOND_PER_PEER = 1;
export const MAX_EVIDENCE_BURST_PER_PEER = 4;
export const MAX_PROOFS_PER_SECOND_PER_PEER = 1;
export const MAX_PROOF_BURST_PER_PEER = 8;
export const MAX_PROOFS_PER_SECOND = 2;
export const MAX_PROOF_BURST = 8;
export const MAX_UNPAYABLE_PER_SECOND_PER_PEER = 16;
export const MAX_UNPAYABLE_BURST_PER_PEER = 256;
/** Who is so far ahead of this node or behind it catches up otherwise. */
export const UNPAYABLE_PATIENCE_MS = 5_000;
export const MAX_DECODED_RECEIPTS = 16;
export const BACKGROUND_CHECK_BLOCKS = 4;
export const BACKGROUND_CHECK_WAIT_MS = 100;
/** Catching up waits for checks then; more than any proof of finality is long. */
export const MAX_UNCHECKED_BLOCKS = 16_384n;
/** At most so many are checked again after a restart. */
export const SAVE_CHECKED_BLOCKS = 64n;
export const MAX_STORED_ADDRESSES = 256;
export const STORE_ADDRESSES_MS = 30_000;
export const STATUS_COALESCE_MS = 200;

// Platform
/** A stream lives as long as its connection; a second one appears while connections change. */
export const MAX_STREAMS_PER_PROTOCOL = 4;
/** Room for the envelope around the largest message. */
export const MAX_GOSSIP_BYTES = MAX_MESSAGE_BYTES + 65_536;
/** Of a data channel, kept until somebody listens; a remote that sends more is cut off. */
export const MAX_EARLY_CHANNEL_MESSAGES = 64;
export const MAX_SEED_HTTP_REQUEST_MS = 5_000;
export const MAX_SEED_HTTP_CONNECTIONS = 64;
/** Of a process that npm start started and that ended by itself. */
export const MAX_CHILD_RESTARTS_PER_MINUTE = 5;
