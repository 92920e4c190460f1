import type { Address, Hash, Hex } from '../core/bytes.ts';
import type { Committee } from './committee.ts';
import type { Genesis } from './genesis.ts';
import type { InboxEvent } from './inbox.ts';

/** A Solidity type that action fields may have. */
export type FieldType =
  | 'address'
  | 'uint256'
  | 'uint64'
  | 'bool'
  | 'string'
  | 'bytes'
  | 'bytes32'
  | 'uint256[]';

/** A value of an event: 0x-hex for address, bytes and bytes32; bigint for integers. */
export type EventValue = Hex | bigint | boolean | string;

/** A field of an action; a list has at most MAX_LIST_ITEMS integers. */
export type FieldValue = EventValue | readonly bigint[];

export type ActionFields = Readonly<Record<string, FieldValue>>;

/** Typed values of an event or the facts of a named failure. */
export type EventFields = Readonly<Record<string, EventValue>>;

/**
 * The part of state a module may touch: its own keys, journalled, so that a failed action leaves no
 * trace. A key is 0x-hex of the module's own key bytes (the prefix is added by the store).
 */
export interface ModuleStore {
  /** The caller must not modify the value. */
  get(key: Hex): Uint8Array | undefined;
  /** An empty value deletes. The value belongs to the store from now on. */
  set(key: Hex, value: Uint8Array): void;
}

export interface BlockContext {
  readonly height: bigint;
  readonly timestampMs: number;
  readonly proposer: Address;
  /** The parent's mix: randomness no single proposer chooses. */
  readonly randomness: Hash;
  /** The mix after this block, which its proposer knew beforehand; the next epoch's seed. */
  readonly mix: Hash;
  readonly epoch: BlockEpoch;
  /**
   * Members convicted by this block's evidence, each once and none that was removed before, with
   * the epoch of the offence.
   */
  readonly guilty: readonly Guilty[];
  /** What happened on Ethereum since the parent, in order; modules get each before all else. */
  readonly inbox: readonly IndexedEvent[];
}

/** An event and its number, from 1 over the whole inbox. */
export interface IndexedEvent {
  readonly index: bigint;
  readonly event: InboxEvent;
}

/** What a block tells of its epoch and of who did their part. */
export interface BlockEpoch {
  readonly number: bigint;
  readonly committee: Committee;
  /** Index of the leader of each skipped view since the parent's, at most MAX_CHARGED_VIEWS. */
  readonly missed: readonly number[];
  /** Who signed the parent's certificate; nobody in the first block of an epoch. */
  readonly attended: readonly number[];
  /** Whether this is the epoch's last block: the next committee follows from the state after it. */
  readonly isBoundary: boolean;
}

export interface Guilty {
  readonly account: Address;
  readonly epoch: bigint;
}

export interface ActionContext<Keepers = Record<string, unknown>> {
  readonly store: ModuleStore;
  readonly block: BlockContext;
  /** The account that signed. */
  readonly sender: Address;
  /** Number of the transaction, in the lane of the wallet or of the session that signed. */
  readonly nonce: bigint;
  /** Whether the action's `possession` was proven; false for an action without one. */
  readonly isKeyProven: boolean;
  /** Who made the action's `cosignature`; undefined if nobody did, or the action has none. */
  readonly cosigner: Address | undefined;
  readonly keepers: Keepers;
  /** Accounts of the chain itself and of its modules, for which no key signs. */
  readonly keylessAccounts: ReadonlySet<Address>;
  emit(event: string, fields: EventFields): void;
  /**
   * The sender gives coins away that the module holds for him: they count for a session that
   * signed, as do those that leave his balance.
   */
  countSpending(amountWei: bigint): void;
}

/** Where a module may act outside an action: genesis, begin and end of a block. */
export interface HookContext<Keepers = Record<string, unknown>> {
  readonly store: ModuleStore;
  readonly block: BlockContext;
  readonly keepers: Keepers;
  /** Accounts of the chain itself and of its modules, for which no key signs. */
  readonly keylessAccounts: ReadonlySet<Address>;
  emit(event: string, fields: EventFields): void;
}

/** What a query sees: state at one height, read only. */
export interface QueryContext {
  readonly store: Pick<ModuleStore, 'get'>;
  readonly height: bigint;
  /** Of the modules it uses, to ask and not to change; absent for an index. */
  readonly keepers?: Record<string, unknown>;
}

/** What an invariant sees: everything the module holds, and its keepers to ask, not to change. */
export interface InvariantContext extends QueryContext {
  readonly keepers: Record<string, unknown>;
  entries(): Iterable<[Hex, Uint8Array]>;
}

/** A BLS key, perhaps a network key, and a proof for each. */
export interface BroughtKeys {
  blsKey: Hex;
  proof: Hex;
  network?: { key: Hex; proof: Hex };
}

/** A 32-byte digest and the 65 bytes r||s||v of a signature over it. */
export interface SignedDigest {
  digest: Hash;
  signature: Hex;
}

export interface ActionDefinition<Fields extends ActionFields = ActionFields> {
  /** EIP-712 struct name, unique across modules, such as `BankTransfer`. */
  readonly primaryType: string;
  /** Own fields in order; the envelope appends account, nonce, validUntilMs and feeMax. */
  readonly fields: readonly { readonly name: string; readonly type: FieldType }[];
  /** Measured cost: one unit is about a microsecond of a 2020 laptop's worker. */
  readonly units: number;
  /** So many units more for each item: an integer of a list, a started piece of a text. */
  readonly unitsPerItem?: number;
  /** Most state keys it can create, for the key deposit a quote must cover. */
  readonly maxNewKeys: number;
  /** So many keys more for each item. */
  readonly maxNewKeysPerItem?: number;
  /** Most bytes of its envelope, where that is more than of any other. */
  readonly maxBytes?: number;
  /** Whether a session may sign it; by default only the account's wallet. */
  readonly bySession?: true;
  /**
   * It gives back what is at stake, so it may create keys when the state is full for all else:
   * filling the state must lock up nobody's coins. Not for keys that stay for ever, of which one
   * account can create any number: they would fill the reserve as well.
   */
  readonly usesReserve?: true;
  /** Checks without state. Throws `WeftError` with a code of the module's domain. */
  validate(fields: Fields): void;
  /** Throws `WeftError` with a code of the module's domain: a named failure, which pays its fee. */
  execute(context: ActionContext, fields: Fields): void | Promise<void>;
  /**
   * The keys the action brings and the proofs that the account knows their secrets. They are
   * checked before execution, which sees the outcome as `isKeyProven`. Never throws.
   */
  possession?(fields: Fields, account: Address): BroughtKeys;
  /**
   * An Ethereum signature that the action carries besides that of its account. Who made it is
   * recovered before execution, which sees the outcome as `cosigner`. Never throws.
   */
  cosignature?(fields: Fields, genesis: Genesis, account: Address): SignedDigest;
  /** One sentence for the explorer and the confirm dialog. */
  describe(fields: Fields, sender: Address): string;
}

/**
 * What the chain itself asks of the module that holds the native coin: fees and key deposits move
 * through it. Amounts a block debits and credits are equal once the block ends.
 */
export interface NativeCoin {
  balanceOf(account: Address): bigint;
  /** Throws a named failure when the balance is smaller. */
  debit(account: Address, amountWei: bigint): void;
  credit(account: Address, amountWei: bigint): void;
}

/**
 * What the chain asks of the module that holds the stake, if there is one. Without it fees go to
 * the proposer's balance, the founding committee stays, and blocks carry no evidence.
 */
export interface Stake {
  /**
   * Asked at a boundary, after every `endBlock`: at most MAX_COMMITTEE_MEMBERS members sorted by
   * account, keys unique. Empty when nobody is eligible: then the committee stays.
   */
  nextCommittee(): Committee;
  /** Whether the account was slashed for good; true as soon as its guilt was handed over. */
  isRemoved(account: Address): boolean;
  /** Takes over the fees of a block, before every `endBlock`: their coins are its to credit. */
  reward(proposer: Address, feesWei: bigint): void;
}

/** What the chain owes on Ethereum: its root goes into headers. */
export interface Outbox {
  /** Asked at the end of a block. */
  root(): Hash;
}

/** The transfers of Vault coins: what headers say of them. */
export interface CoinBlocks {
  /** Asked at the end of a block. */
  root(): Hash;
  count(): bigint;
}

/** What a session may do, and what it did. */
export interface SessionTerms {
  /** 65 bytes, uncompressed P-256. */
  readonly publicKey: Hex;
  /** Number its next transaction must have. */
  readonly nonce: bigint;
  readonly expiresMs: number;
  /** What is left of the most its account may lose by it, in wei. */
  readonly spendLeftWei: bigint;
  allows(primaryType: string): boolean;
}

/** What the chain asks of the module that holds sessions. Without it wallets sign everything. */
export interface Sessions {
  /** Undefined unless this is an open session of the account. */
  termsOf(account: Address, session: Hash): SessionTerms | undefined;
  /**
   * With each transaction of an account, whoever signed it: the oldest session is deleted if it is
   * over at that time, so that its deposit comes back.
   */
  sweep(account: Address, timestampMs: number): void;
  /** After a transaction by it: counts its number and what the account's balance lost by it. */
  advance(account: Address, session: Hash, spentWei: bigint): void;
}

/** A transaction that offers no fee: who would pay for it? */
export interface FreeRequest {
  readonly account: Address;
  /** Of the action. */
  readonly module: string;
  readonly units: number;
  readonly basePriceWei: bigint;
  /** What it may hold besides for keys, all told. */
  readonly depositMaxWei: bigint;
  readonly timestampMs: number;
  /** The action itself; absent where somebody only asks who would pay. */
  readonly action?: {
    readonly primaryType: string;
    readonly fields: ActionFields;
    readonly cosigner: Address | undefined;
  };
  /** Units of free transactions that wait before it; none while a block executes. */
  readonly ahead?: { readonly ofAccount: number; ofGrant(grant: Hash): number };
}

/** Who pays for a free transaction. */
export interface FreeOffer {
  /** Undefined: the account's own stake, which pays units and no deposits. */
  readonly grant: Hash | undefined;
  /** Account whose coins pay fee and deposits. */
  readonly payer: Address;
  /** Most that it pays for deposits. */
  readonly depositMaxWei: bigint;
}

/** What the chain asks of the module that pays for others; without it, everybody pays himself. */
export interface Sponsors {
  /** Changes nothing. Throws `WeftError` with a code of the module's domain when nobody pays. */
  offer(request: FreeRequest): FreeOffer;
  /** Keys that `take` would create now, for which whoever offered pays a deposit as well. */
  newKeysOf(request: FreeRequest, offer: FreeOffer): number;
  /** What was offered is taken: units of the day, and coins that left the payer. */
  take(request: FreeRequest, offer: FreeOffer, spent: { feeWei: bigint; depositWei: bigint }): void;
  /**
   * A deposit is given back for entries that the account deleted: takes what sponsors had paid for
   * it, at most `amountWei`; the result is how much. Whoever calls has credited nothing of it.
   */
  repay(account: Address, amountWei: bigint): { payer: Address; amountWei: bigint };
}

/** A change of a module's entry: its key and its value before and after. */
export interface EntryChange {
  readonly key: Hex;
  readonly before: Uint8Array | undefined;
  readonly after: Uint8Array | undefined;
}

/**
 * What a node keeps in memory to answer queries that keys alone cannot: lists, orders, words. It
 * follows from the module's entries, is never part of the state, and no action sees it.
 */
export interface ModuleIndex {
  /** Every entry at first, in no particular order; later the changes of each final block. */
  apply(changes: Iterable<EntryChange>): void;
  readonly queries: Readonly<Record<string, (context: QueryContext, input: unknown) => unknown>>;
}

/**
 * The whole contract between the chain and an application. Everything here is deterministic: no
 * clock, no network, no randomness, no iteration whose order depends on insertion by others.
 */
export interface Module {
  /** Store prefix and error domain: lower-case letters. */
  readonly name: string;
  readonly version: number;
  readonly actions: readonly ActionDefinition[];
  /** Names of earlier modules whose keepers it is given. */
  readonly uses?: readonly string[];
  /** Its own accounts, for which no key signs: nothing is to be sent there. */
  readonly keylessAccounts?: readonly Address[];
  /** `genesis` reads settings of the module's name, and refuses those it does not know. */
  readonly hasSettings?: true;
  /** Writes the module's first state. */
  genesis?(context: HookContext, genesis: Genesis): void;
  /**
   * It happened, so applying it never fails. Every module gets every event, before any
   * `beginBlock`.
   */
  onInboxEvent?(context: HookContext, happened: IndexedEvent): void;
  beginBlock?(context: HookContext): void | Promise<void>;
  endBlock?(context: HookContext): void | Promise<void>;
  /**
   * Wall clock from which on a block has to be made though nothing else waits for one, because it
   * would do something by its timestamp; undefined while nothing is to be done.
   */
  dueMs?(context: QueryContext): number | undefined;
  readonly queries?: Readonly<Record<string, (context: QueryContext, input: unknown) => unknown>>;
  /** Makes an empty index; its queries stand beside `queries`, with names of their own. */
  createIndex?(): ModuleIndex;
  /** Throws when a property of the module's state is broken; run in tests and simulation. */
  invariants?(context: InvariantContext): void;
  /** What other modules may call, bound to this module's store. */
  keeper?(context: HookContext): unknown;
  /** The native coin. Exactly one module of a chain has it. */
  coin?(context: HookContext): NativeCoin;
  /** The stake behind the validators. At most one module of a chain has it. */
  stake?(context: HookContext): Stake;
  /** What leaves for Ethereum. At most one module of a chain has it. */
  outbox?(context: HookContext): Outbox;
  /** Vault coins. At most one module of a chain has them. */
  coinBlocks?(context: HookContext): CoinBlocks;
  /** Keys besides wallets' that sign for accounts. At most one module of a chain has them. */
  sessions?(context: HookContext): Sessions;
  /** Who pays for free transactions. At most one module of a chain has it. */
  sponsors?(context: HookContext): Sponsors;
}
