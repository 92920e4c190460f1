import type { EventFields, FieldValue } from '../../chain/module.ts';
import type { Address, Hash, Hex } from '../../core/bytes.ts';
import type { ErrorObject } from '../../core/errors.ts';
import type { PosterStatus } from '../checkpoints/create-poster.ts';
import type { WatchtowerStatus } from '../watchtower/create-watchtower.ts';
import type { BridgeView } from './bridge-view.ts';
import type { ChainInfo } from './chain-info.ts';
import type { EthereumRequests } from './ethereum-requests.ts';
import type { EthereumStatus } from './ethereum-status.ts';
import type { FeeQuote, Prepared, PrepareParams } from './prepare-types.ts';
import type { QueryRequests, QuerySubscription } from './query-types.ts';

/** What registering a validator states of its node. */
export interface ValidatorKeyFacts {
  blsKey: Hex;
  proofOfPossession: Hex;
  networkKey: Hex;
  networkKeyProof: Hex;
}

/** What the node is doing, in one word. */
export type Phase = 'starting' | 'syncing' | 'live' | 'paused' | 'alone' | 'stopped';

export interface Peer {
  id: string;
  /** True unless bytes go through a relay. */
  direct: boolean;
  transport: 'webrtc' | 'webrtc-direct' | 'websocket' | 'relay' | 'memory';
  latencyMs?: number;
  bytesIn: number;
  bytesOut: number;
  seed: boolean;
}

export type BootStepName =
  | 'storage'
  | 'keys'
  | 'relay'
  | 'peers'
  | 'blocks'
  | 'verification'
  | 'live';

/** One line of the join checklist. */
export interface BootStep {
  name: BootStepName;
  state: 'waiting' | 'running' | 'done' | 'failed';
  /** Milliseconds after the node was started at which the step ended. */
  atMs?: number;
  /** Numbers for the words beside it, such as `{ blocks: 1000, of: 1200 }`. */
  facts: Record<string, number | string>;
  error?: ErrorObject;
}

export interface NodeStatus {
  chainId: string;
  phase: Phase;
  /** Highest block this node has executed, final or not. */
  height: bigint;
  finalizedHeight: bigint;
  finalizedHash: Hash;
  stateRoot: Hash;
  /** Epoch of the next block after the newest final one. */
  epoch: bigint;
  peers: Peer[];
  storageBytes: number;
  quotaBytes?: number;
  /** The browser promised not to evict the database. */
  persistent: boolean;
  peerId: string;
  boot: BootStep[];
  /** Height the best known peer has finalized; equals ours when live. */
  targetHeight: bigint;
  /** Median milliseconds from first sight of a block's proposal to finality, recent blocks. */
  finalityMs?: number;
  /** Finality times of recent blocks in milliseconds, oldest first, at most 1,024. */
  finalityHistoryMs: number[];
  /** Views of this epoch that closed without a block. */
  missedViews: number;
  stateKeys: number;
  pendingTransactions: number;
  /** How long work has waited without a final block, when no quorum seems to be there. */
  standstillMs?: number;
  /** The validator this node votes for; absent while it has no key. */
  validator?: OwnValidator;
  /** What the node sees of Ethereum; absent on a chain without contracts there. */
  ethereum?: EthereumStatus;
  /** Of a node that posts checkpoints to Ethereum. */
  poster?: PosterStatus;
  /** Exits of coins that this node watches, and what is to be done about them. */
  watchtower?: WatchtowerStatus;
  /** Why the node stands still, when it does. */
  problem?: ErrorObject;
}

/** The validator whose key this node holds, as far as its own state tells. */
export interface OwnValidator {
  account: Address;
  blsKey: Hex;
  /**
   * `unregistered`: the key is not registered yet; `waiting`: registered and outside of the
   * committee; `dead`: the key must never sign again, because its record of votes is lost.
   */
  state: 'unregistered' | 'waiting' | 'voting' | 'jailed' | 'removed' | 'dead';
  /** First epoch in a row in which the key votes; absent when the node cannot know it any more. */
  sinceEpoch?: bigint;
  /** View of the newest vote, in the current epoch. */
  lastVotedView?: bigint;
}

/** A member of one epoch's committee. */
export interface Validator {
  index: number;
  account: Address;
  /** Founding members have one. */
  name?: string;
  power: bigint;
}

/** Who votes in one epoch. */
export interface CommitteeView {
  epoch: bigint;
  quorumPower: bigint;
  totalPower: bigint;
  /** By index, which is how votes and certificates name them. */
  members: Validator[];
}

export interface CertificateView {
  kind: 'notarization' | 'finalization';
  view: bigint;
  /** Ascending indexes in the committee of the block's epoch. */
  signers: number[];
  signature: Hex;
}

export interface TransactionView {
  hash: Hash;
  primaryType: string;
  sender: Address;
  nonce: bigint;
  fields: Record<string, FieldValue>;
  /** One sentence. */
  description: string;
  feeWei: bigint;
  /** Taken besides for the entries of the state that it created, until they are deleted. */
  depositWei: bigint;
  /** Given back for those that it deleted. */
  refundWei: bigint;
  /** Its sender offered no fee: what it cost was paid by a sponsor, or covered by stake. */
  isFree: boolean;
  units: number;
  sizeBytes: number;
  status: 'pending' | 'included' | 'success' | 'failure' | 'expired' | 'replaced';
  /** Set once included. `final` says whether that block is final. */
  height?: bigint;
  index?: number;
  final: boolean;
  timestampMs?: number;
  failure?: ErrorObject;
  events: { name: string; fields: EventFields }[];
}

export interface BlockSummary {
  height: bigint;
  hash: Hash;
  epoch: bigint;
  view: bigint;
  timestampMs: number;
  proposer: Address;
  transactionCount: number;
  sizeBytes: number;
  /** Milliseconds from first sight to finality on this node; absent for synced blocks. */
  finalityMs?: number;
  certificate: CertificateView;
  /** Views of its epoch before this one, since the parent's, that closed without a block. */
  missedViews: number;
  /**
   * Whose votes for the parent this block records, as indexes in the committee of the parent's
   * epoch: votes that came after the parent's own certificate closed are often among them. Empty in
   * the first block.
   */
  parentSigners: number[];
}

/** Members who signed two statements of one view that no honest one signs both of. */
export interface EvidenceView {
  epoch: bigint;
  view: bigint;
  offence: 'two-notarized' | 'two-finalized' | 'skipped-and-finalized';
  /** Ascending indexes in the committee of that epoch. */
  guilty: number[];
}

export interface BlockDetail extends BlockSummary {
  header: Record<string, string | number | bigint>;
  evidence: EvidenceView[];
  transactions: TransactionView[];
}

export interface AccountView {
  address: Address;
  balanceWei: bigint;
  /** Next wallet-lane nonce in final state, and counting this node's pending transactions. */
  nonce: bigint;
  pendingNonce: bigint;
  /** Height this was read at. */
  height: bigint;
  tokens: { token: Address; amount: bigint }[];
  /** Newest first, at most 50. */
  activity: TransactionView[];
}

/** A validator as the final state has it. */
export interface ValidatorView {
  account: Address;
  /** Founding members have one. */
  name?: string;
  blsKey: Hex;
  networkKey: Hex;
  /** Takes the place of its key at the next boundary. */
  nextBlsKey?: Hex;
  feePercent: number;
  /** Takes the place of its fee at the next boundary. */
  nextFeePercent?: number;
  /** False for one that has left or was removed. */
  isCandidate: boolean;
  /** All stake that counts: its own, delegated and founding. */
  stakeWei: bigint;
  ownStakeWei: bigint;
  /** Votes, was never coins, earns nothing and can never leave. */
  foundingStakeWei: bigint;
  /** In the running committee; zero outside. */
  power: bigint;
  /** In the next committee, if the epoch ended now. */
  nextPower: bigint;
  /**
   * `leaving`: votes until the boundary and not after; `waiting`: votes after it; `idle`: neither,
   * for want of stake or because it has left; `removed`: convicted, for ever.
   */
  state: 'voting' | 'waiting' | 'jailed' | 'leaving' | 'removed' | 'idle';
  /** In this epoch: views it led, and those of them that closed without a block. */
  turns: number;
  missed: number;
  /** In this epoch: blocks so far, and those whose parent it helped to certify. */
  blocks: number;
  attended: number;
  /** First epoch in which it can leave jail. */
  mayUnjailAtEpoch?: bigint;
}

/** Who validates, who would, and by which rules. */
export interface ValidatorsView {
  epoch: bigint;
  /** The first block from then on is the boundary; absent where committees never change. */
  endsAtMs?: number;
  height: bigint;
  quorumPower: bigint;
  totalPower: bigint;
  /** Of the next committee, if the epoch ended now. */
  nextTotalPower: bigint;
  parameters: {
    epochMs: number;
    unbondingMs: number;
    powerUnitWei: bigint;
    maxMembers: number;
    maxSharePercent: number;
  };
  /** The running committee and all candidates, the most powerful first. */
  validators: ValidatorView[];
}

/** The stake of one account. */
export interface StakesView {
  /** All of it, bonded and unbonding, without founding stake. */
  withdrawableWei: bigint;
  foundingWei: bigint;
  delegations: { validator: Address; amountWei: bigint }[];
  /** A release is certain once the epoch is over in which the stake was taken back. */
  unbondings: {
    validator: Address;
    amountWei: bigint;
    releasedAtMs: number;
    isCertain: boolean;
  }[];
  /** What the account is as a validator; absent if it never was one. */
  validator?: ValidatorView;
}

/** What the loom draws, as it happens. */
export type LoomEvent =
  | {
      type: 'proposal';
      epoch: bigint;
      view: bigint;
      height: bigint;
      hash: Hash;
      proposer: number;
    }
  | {
      type: 'vote';
      kind: 'notarize' | 'nullify' | 'finalize';
      epoch: bigint;
      view: bigint;
      hash?: Hash;
      signer: number;
    }
  | {
      type: 'certificate';
      kind: 'notarization' | 'nullification' | 'finalization';
      epoch: bigint;
      view: bigint;
      hash?: Hash;
      signers: number[];
    }
  | { type: 'final'; block: BlockSummary };

export type Subscription =
  | { topic: 'status' }
  | { topic: 'blocks' }
  | { topic: 'loom' }
  | { topic: 'account'; address: Address }
  | { topic: 'transaction'; hash: Hash }
  | { topic: 'validators' }
  | { topic: 'stakes'; account: Address }
  | { topic: 'bridge'; account: Address }
  | QuerySubscription;

export interface SubscriptionValue {
  status: NodeStatus;
  blocks: BlockSummary;
  loom: LoomEvent;
  account: AccountView;
  transaction: TransactionView;
  validators: ValidatorsView;
  stakes: StakesView;
  bridge: BridgeView;
  query: QueryRequests['query']['result'];
}

/** Requests a page may make of the node, by name. */
export interface Requests extends EthereumRequests, QueryRequests {
  status: { params: undefined; result: NodeStatus };
  chain: { params: undefined; result: ChainInfo };
  block: { params: { ref: bigint | Hash | 'latest' }; result: BlockDetail | null };
  /** Newest first; `before` is exclusive. At most 64. */
  blocks: { params: { before?: bigint; limit: number }; result: BlockSummary[] };
  transaction: { params: { hash: Hash }; result: TransactionView | null };
  account: { params: { address: Address }; result: AccountView };
  /** Null once the node has forgotten the block before the epoch, and before the epoch begins. */
  committee: { params: { epoch: bigint }; result: CommitteeView | null };
  validators: { params: undefined; result: ValidatorsView };
  /** Makes a key with the journal of its votes, unless there is a live one of this account. */
  createValidator: { params: { account: Address }; result: ValidatorKeyFacts };
  /** Erases the key of this node for ever. */
  forgetValidator: { params: undefined; result: null };
  stakes: { params: { account: Address }; result: StakesView };
  bridge: { params: { account: Address; before?: bigint | undefined }; result: BridgeView };
  /** Fee now. `items`: how many integers the lists of the action will have; none unless told. */
  quote: { params: { primaryType: string; items?: number | undefined }; result: FeeQuote };
  /** All that a transaction needs besides its action: by a session when one is given. */
  prepare: { params: PrepareParams; result: Prepared };
  /** Encoded signed envelope. Resolves when the node has accepted and announced it. */
  send: { params: { envelope: Hex }; result: { hash: Hash } };
  pause: { params: undefined; result: null };
  resume: { params: undefined; result: null };
  stop: { params: undefined; result: null };
}

export type RequestName = keyof Requests;
