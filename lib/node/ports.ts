import type { Address, Hash, Hex } from '../core/bytes.ts';
import type { ErrorObject } from '../core/errors.ts';
import type { P256Check } from '../core/p256.ts';

// The ports through which the node meets the world. Each has adapters in lib/platform. Those of
// storage, clock, network, signatures, keys and Ethereum pass one compliance suite each, in
// tests/compliance.

/** A place for values. A key is unique in its bucket; order is lexicographic by bytes. */
export type Bucket =
  /** record kind -> head, oldest height, genesis hash, signer, identity, what a halted node knew */
  | 'meta'
  /** u64 height -> packed block, certificate and diff */
  | 'blocks'
  /** header hash -> u64 height */
  | 'heights'
  /** transaction hash -> u64 height, u32 index */
  | 'transactions'
  /** account and u64 height -> transaction hashes */
  | 'activity'
  /** u64 sequence -> consensus record */
  | 'journal'
  /** snapshot height and part -> chunk */
  | 'snapshots'
  /** peer id -> addresses */
  | 'peers'
  /** kind, slot and coin block -> histories of Vault coins, which are never pruned */
  | 'coins';

export interface StorageWrite {
  bucket: Bucket;
  key: Uint8Array;
  /** Absent: delete. */
  value?: Uint8Array;
}

export interface StorageRange {
  /** Inclusive. */
  from?: Uint8Array;
  /** Exclusive. */
  to?: Uint8Array;
  limit?: number;
  reverse?: boolean;
}

/**
 * Durable key-value storage.
 * Errors: `storage/unavailable` (cannot open), `storage/full`, `storage/gone` (deleted while open),
 * `storage/failed` (anything else; facts tell).
 */
export interface Storage {
  get(bucket: Bucket, key: Uint8Array): Promise<Uint8Array | undefined>;
  range(bucket: Bucket, range: StorageRange): Promise<{ key: Uint8Array; value: Uint8Array }[]>;
  /** All or nothing. With `durable`, resolves only when the writes survive a power cut. */
  write(writes: readonly StorageWrite[], options?: { durable?: boolean }): Promise<void>;
  /** Deletes [from, to) of a bucket, or all of it. */
  deleteRange(bucket: Bucket, range: Pick<StorageRange, 'from' | 'to'>): Promise<void>;
  /** Bytes used, and the quota where there is one. */
  usage(): Promise<{ usedBytes: number; quotaBytes?: number }>;
  /** Called once when the database is deleted or closed under the node. */
  onGone(listener: () => void): void;
  close(): Promise<void>;
}

/** Time. Monotonic and wall clock are separate so that a jump of either can be seen. */
export interface Clock {
  monotonicMs(): number;
  wallMs(): number;
  /** Calls once after `delayMs`; the result cancels. */
  after(delayMs: number, callback: () => void): () => void;
}

export type Topic = 'proposals' | 'votes' | 'certificates' | 'evidence' | 'transactions' | 'peers';
export type Protocol = 'status' | 'blocks' | 'certificates' | 'body' | 'coin-history';

/** What becomes of a gossip message: passed on, dropped quietly, or dropped with a penalty. */
export type Verdict = 'accept' | 'ignore' | 'reject';

export interface GossipMessage {
  topic: Topic;
  data: Uint8Array;
  /** Peer id that signed the envelope. */
  author: string;
  /** Neighbour it came through. */
  from: string;
}

export interface PeerInfo {
  id: string;
  /** True unless bytes go through a relay. */
  direct: boolean;
  transport: 'webrtc' | 'webrtc-direct' | 'websocket' | 'relay' | 'memory';
  /** Last measured round trip. */
  latencyMs?: number;
  bytesIn: number;
  bytesOut: number;
  /** Runs under Node.js with a public address. */
  seed: boolean;
}

/**
 * The peer-to-peer network. Message sizes are bounded by MAX_MESSAGE_BYTES in both directions; an
 * oversized one costs its sender the connection.
 * Errors of `request`: `network/unreachable`, `network/timeout`, `network/refused`.
 */
export interface Network {
  /** Peer id: base58btc of the Ed25519 identity. */
  readonly id: string;
  start(): Promise<void>;
  stop(): Promise<void>;
  peers(): PeerInfo[];
  /** Addresses others may dial. */
  addresses(): string[];
  publish(topic: Topic, data: Uint8Array): Promise<void>;
  /** One handler per topic; its verdict decides forwarding. Own messages are not delivered. */
  onGossip(topic: Topic, handler: (message: GossipMessage) => Verdict | Promise<Verdict>): void;
  request(peer: string, protocol: Protocol, data: Uint8Array): Promise<Uint8Array>;
  /** One handler per protocol; a thrown error is answered as refusal. */
  onRequest(
    protocol: Protocol,
    handler: (peer: string, data: Uint8Array) => Promise<Uint8Array>,
  ): void;
  onPeerConnected(listener: (peer: string) => void): void;
  onPeerDisconnected(listener: (peer: string) => void): void;
  /** Lowers the peer's score; at the threshold the peer is dropped and not redialled for a while. */
  penalise(peer: string, reason: string): void;
}

/** BLS12-381 min-pubkey scheme with proofs of possession (draft-irtf-cfrg-bls-signature-05). */
export interface AggregateCheck {
  /** Compressed public keys, 48 bytes each. */
  keys: readonly Hex[];
  message: Uint8Array;
  /** 96 bytes compressed. */
  signature: Hex;
}

/** Proofs that whoever registers keys knows their secrets, bound to the chain and the account. */
export interface PossessionCheck {
  /** Compressed public key, 48 bytes. */
  blsKey: Hex;
  genesisHash: Hash;
  account: Address;
  /** 96 bytes compressed. */
  proof: Hex;
  /** Ed25519: 32 and 64 bytes. Founding members have none: genesis says who they are. */
  network?: { key: Hex; proof: Hex };
}

/** Signature work that may run in other threads. Malformed input is false, never an error. */
export interface Signatures {
  verifyAggregates(checks: readonly AggregateCheck[]): Promise<boolean[]>;
  /**
   * Sum, 96 bytes. Throws `signatures/malformed` when it is no signature. That says nothing about
   * its parts: who verifies the sum verifies that they hold together.
   */
  aggregate(signatures: readonly Hex[]): Promise<Hex>;
  verifyPossessions(claims: readonly PossessionCheck[]): Promise<boolean[]>;
  /**
   * Ethereum address that made each 65-byte r||s||v signature over a 32-byte digest; undefined for
   * a malformed or high-s one (EIP-2).
   */
  recoverAddresses(
    items: readonly { digest: Hash; signature: Hex }[],
  ): Promise<(Hex | undefined)[]>;
  /** By keys of sessions. A high s is false as well. */
  verifyP256(checks: readonly P256Check[]): Promise<boolean[]>;
  close(): Promise<void>;
}

/** A loaded BLS secret key. Signing is deterministic, so consensus may call it inside a step. */
export interface BlsSigner {
  readonly publicKey: Hex;
  sign(message: Uint8Array): Hex;
}

/** What everybody may know of a validator's key. */
export interface KeyFacts {
  /** Whose stake stands behind it. */
  account: Address;
  blsKey: Hex;
  /** Ed25519 identity of this node among its peers, which signs the envelopes of its votes. */
  networkKey: Hex;
}

/** Loaded. Nobody else on this machine can load it until it is released. */
export interface LiveKey extends KeyFacts {
  state: 'live';
  signer: BlsSigner;
}

/** It must never sign again. The account registers another one, which votes from an epoch on. */
export interface DeadKey extends KeyFacts {
  state: 'dead';
  /** `journal/...` or whatever it was declared dead with. */
  cause: ErrorObject;
}

export type StoredKey = LiveKey | DeadKey;

/** What a registration states, besides what its account chooses. */
export interface KeyRegistration extends KeyFacts {
  /** 96 bytes compressed, for this chain and this account alone. */
  proofOfPossession: Hex;
  /** 64 bytes by the network key, likewise. */
  networkKeyProof: Hex;
}

/**
 * The validator's key of a node, at most one at a time. Its secret is made with the journal of its
 * votes, never leaves, and is worth nothing without it: a key that may have voted and whose journal
 * is not in this node's storage is dead.
 */
export interface ValidatorKeys {
  /**
   * Undefined when there is none. The same live key each time, loaded by the first call.
   * Errors: `lock/held` while another instance has it loaded, `storage/...`, and on Node.js
   * `key-file/...`.
   */
  current(): Promise<StoredKey | undefined>;
  /**
   * Makes a key for the account, unless it has a live one, and loads it. A dead key is replaced.
   * Errors: `keys/other-account` when there is a live key of another account, and those of
   * `current`.
   */
  create(account: Address): Promise<KeyRegistration>;
  /**
   * Durably, and for ever: its secret is erased. Nothing can be signed with it from the moment of
   * the call, and what the journal says of its votes binds nobody any more. Without a key, nothing
   * happens.
   */
  markDead(cause: ErrorObject): Promise<void>;
  /** The same, and `current` is undefined from then on. */
  forget(): Promise<void>;
  /** Releases a loaded key. */
  close(): Promise<void>;
}

/** Counters and gauges for people who run seeds. */
export interface Metrics {
  increment(name: string, by?: number): void;
  set(name: string, value: number): void;
  observe(name: string, value: number): void;
}

/** What an endpoint says of a block of Ethereum. */
export interface EthereumBlock {
  number: bigint;
  hash: Hash;
  timestampMs: number;
}

/** What `Checkpoints` logged about an event of its inbox, not understood yet. */
export interface InboxLog {
  block: bigint;
  /** Counted from 1. */
  index: bigint;
  kind: number;
  data: Uint8Array;
}

/**
 * One endpoint of Ethereum, and in it one contract `Checkpoints`; read only. Answers are of the
 * right form and size, and may be lies: who asks believes none of them alone.
 * Errors: `ethereum/unreachable`, `ethereum/timeout`, `ethereum/rate-limited`, `ethereum/refused`
 * (it answered with an error), `ethereum/malformed`, `ethereum/too-large`, `ethereum/no-contract`;
 * `ethereum/no-wallet` (it is a wallet, and none is connected); of `inboxLogs` also
 * `ethereum/range-refused`: fewer blocks may do.
 */
export interface EthereumSource {
  /** For people; holds no secret that its address may have. */
  readonly name: string;
  chainId(): Promise<bigint>;
  /** Undefined when there is none: nothing is finalized yet, or the number is above the head. */
  block(which: 'latest' | 'finalized' | bigint): Promise<EthereumBlock | undefined>;
  /** Both inclusive; ascending by index. */
  inboxLogs(range: { from: bigint; to: bigint }): Promise<InboxLog[]>;
  /** How many events the inbox has after the block of this hash. */
  inboxCount(at: Hash): Promise<bigint>;
  /** `inbox[count]` after the block of this hash; zero if there are fewer. */
  inboxHash(count: bigint, at: Hash): Promise<Hash>;
  /**
   * What any contract answers, after the block of this hash, or after all that waits there to be
   * mined; nothing where no contract is.
   */
  call(call: Pick<EthereumCall, 'to' | 'data'>, at: Hash | 'pending'): Promise<Uint8Array>;
}

/** What a transaction on Ethereum does, whoever sends it. */
export interface EthereumCall {
  to: Address;
  data: Hex;
  valueWei: bigint;
}

/** What became of a transaction. */
export interface EthereumReceipt {
  hash: Hash;
  /** False if it was mined and changed nothing: somebody else was first. */
  succeeded: boolean;
  block: bigint;
  gasUsed: bigint;
  feeWei: bigint;
}

/**
 * An account on Ethereum whose key this node holds. What it sends is simulated before, and sent one
 * after the other: a call waits until the one before is mined.
 * Errors of `send`: `ethereum-sender/refused` (the contract would refuse it; facts name its error),
 * `ethereum-sender/too-dear`, `ethereum-sender/out-of-ether` (nothing was sent), and
 * `ethereum-sender/not-mined` (it was sent, and may still be mined); those of `EthereumSource`.
 */
export interface EthereumSender {
  readonly address: Address;
  balanceWei(): Promise<bigint>;
  /** Resolves once it is mined. Nothing is sent at a higher price of gas. */
  send(call: EthereumCall, options: { mostGasPriceWei: bigint }): Promise<EthereumReceipt>;
}
