import type { Block } from '../chain/block.ts';
import type { Certificate } from '../chain/certificate.ts';
import type { Committee } from '../chain/committee.ts';
import type { Evidence } from '../chain/evidence.ts';
import type { Header } from '../chain/header.ts';
import type { Statement } from '../chain/statement.ts';
import type { Hash, Hex } from '../core/bytes.ts';

/** One member's signature over one statement. */
export interface Vote {
  statement: Statement;
  signer: number;
  /** Compressed BLS12-381 G2 signature, 96 bytes. */
  signature: Hex;
}

/** A leader's block; its notarize vote authenticates it. */
export interface Proposal {
  view: bigint;
  block: Block;
  /** For every view between the parent's and this one, ascending, at most 256. */
  nullifications: readonly Certificate[];
  /** Only for the re-proposal of a boundary block: the certificate that it has already. */
  justify?: Certificate;
  vote: Vote;
}

/** Where a neighbour stands; sent directly every 5 s and on connect. */
export interface PeerStatus {
  epoch: bigint;
  view: bigint;
  finalizedHeight: bigint;
  finalizedHash: Hash;
  wallMs: number;
}

export type ConsensusMessage =
  | { type: 'proposal'; proposal: Proposal }
  | { type: 'vote'; vote: Vote }
  | { type: 'certificate'; certificate: Certificate };

/** A finalized block and the finalization that proves it; only genesis has none. */
export interface FinalizedBlock {
  header: Header;
  certificate?: Certificate;
}

/** Votes for one statement that passed one aggregate check: a unit that can grow, never shrink. */
export interface VoteBatch {
  signers: readonly number[];
  /** Sum of the signers' signatures. */
  signature: Hex;
}

/** What the journal keeps; see journal.ts for the bytes. */
export type RecordBody =
  | { type: 'vote'; vote: Vote }
  | { type: 'certificate'; certificate: Certificate }
  | { type: 'proposal'; proposal: Proposal }
  | { type: 'block'; block: Block }
  | { type: 'floor'; view: bigint; height: bigint; finalization: Certificate | undefined };

/** Monotonic and wall time of an event, in milliseconds. */
export interface Times {
  now: number;
  wall: number;
}

export type ConsensusEvent = Times &
  (
    | { type: 'start'; journal: readonly RecordBody[] }
    | { type: 'guard-passed' }
    | { type: 'tick' }
    | { type: 'resumed' }
    | { type: 'proposal'; proposal: Proposal; peer: string }
    | { type: 'vote'; vote: Vote; peer: string }
    | {
        /**
         * Answer to `verify-votes`, exactly one for each. `signature` is the sum over `signers`:
         * the votes that passed and, when the effect had one, the `base`. It is unused when
         * nothing passed.
         */
        type: 'votes-verified';
        statement: Statement;
        signers: readonly number[];
        bad: readonly number[];
        signature: Hex;
      }
    | { type: 'certificate'; certificate: Certificate; peer: string }
    | { type: 'block-built'; view: bigint; block: Block }
    | { type: 'build-failed'; view: bigint }
    | { type: 'block-checked'; hash: Hash; valid: boolean }
    /** A block that `test-inbox` asked about passed. */
    | { type: 'inbox-tested'; hash: Hash }
    /**
     * A block that `fetch` asked for is at hand. The engine persists it when a vote relies on it.
     */
    | { type: 'block-stored'; block: Block }
    /**
     * The node caught up by height: it holds and has executed everything down to this block, which
     * is of this epoch. If it is the boundary, the engine is closed.
     */
    | { type: 'synced'; floor: FinalizedBlock }
    /** Whether the node has something to put into a block. */
    | { type: 'work'; pending: boolean }
    | { type: 'status'; peer: string; status: PeerStatus }
    | { type: 'certificates-requested'; peer: string; fromView: bigint; toView: bigint }
  );

/**
 * Orders to the driver, a first-in first-out list over all steps and epochs. No `broadcast`,
 * `send`, `finalized` or `epoch-ended` that follows a `persist` may run before that is durable; the
 * others need not wait. A `persist` that fails is fatal: drop the state in memory and stop.
 */
export type ConsensusEffect =
  | { type: 'persist'; records: readonly RecordBody[] }
  | { type: 'broadcast'; message: ConsensusMessage }
  | { type: 'send'; peer: string; message: ConsensusMessage }
  /** Replaces the alarm before: send `tick` when `now` reaches `at`. */
  | { type: 'set-alarm'; at: number }
  | {
      /** Answer with `block-built` (executed, so it counts as checked) or `build-failed`. */
      type: 'build';
      view: bigint;
      parent: Header;
      timestampMs: number;
      parentCertificate?: Certificate;
    }
  /**
   * Full validity of a block whose parent is the floor or valid: answer with `block-checked`. It
   * may have been fetched, so nothing about it is verified yet except its hash.
   */
  | { type: 'check'; block: Block }
  /**
   * Whether the events in a valid block are Ethereum's, as far as this node knows: its view of a
   * finalized block there has the header's `inboxHash` at `inboxCount`, or knows nothing of that
   * count and the block has no events. Answer with `inbox-tested` when it passes, and else, never
   * saying so, repeat it whenever that view changes, until another block is to be tested.
   */
  | { type: 'test-inbox'; block: Block }
  /** Repeated while still missing, at most once a second. */
  | { type: 'fetch'; hash: Hash }
  /** Inclusive range, at most MAX_REQUEST_ITEMS views; repeated like `fetch`. */
  | { type: 'fetch-certificates'; fromView: bigint; toView: bigint }
  | {
      /** Bisect on failure, with `base` kept whole; add its signature to those that pass. */
      type: 'verify-votes';
      statement: Statement;
      votes: readonly Vote[];
      /** Own vote or a batch that passed before; it needs no check and is not among `votes`. */
      base: VoteBatch | undefined;
    }
  /** Ascending heights, from the child of the floor to the certified block. */
  | { type: 'finalized'; blocks: readonly Block[]; certificate: Certificate }
  /**
   * The boundary is final: `block` is the root of the next epoch, `certificate` proves it. This
   * engine votes no more; it goes on serving neighbours that have not come so far.
   */
  | { type: 'epoch-ended'; block: Block; certificate: Certificate }
  /**
   * Two statements that exclude each other, signed by the same member; a vote stands here as a
   * certificate with one bit. Shares of votes are not checked yet, so the driver checks both
   * signatures before they count as evidence.
   */
  | ({ type: 'evidence' } & Evidence)
  | { type: 'penalise'; peer: string; reason: string }
  | { type: 'halt'; reason: string };

/** What an engine is told once: the epoch it serves and, for a member, how to sign. */
export interface EpochConfig {
  genesisHash: Hash;
  epoch: bigint;
  seed: Hash;
  committee: Committee;
  minBlockMs: number;
  /** View 0: the finalized boundary of the epoch before, or genesis. */
  root: Header;
  /** Finalization of the root in the epoch before, at its own view or later; none for genesis. */
  rootCertificate?: Certificate;
  /** Absent for a node that follows without voting. BLS signing is deterministic. */
  self?: { index: number; sign(message: Uint8Array): Hex };
}
