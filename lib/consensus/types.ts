import type { Block } from '../chain/block.ts';
import type { Certificate } from '../chain/certificate.ts';
import type { Committee } from '../chain/committee.ts';
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
  /** Only for the re-proposal of a boundary block. */
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

/** Local reason to make a block; see consensus README, "Work". */
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
        /** Result of `verify-votes`: which signers were bad, and the sum of the others' signatures. */
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
    | { type: 'block-stored'; block: Block }
    | { type: 'work'; pending: boolean }
    | { type: 'status'; peer: string; status: PeerStatus }
    | { type: 'certificates-requested'; peer: string; fromView: bigint; toView: bigint }
  );

export type ConsensusEffect =
  | { type: 'persist'; records: readonly RecordBody[] }
  | { type: 'broadcast'; message: ConsensusMessage }
  | { type: 'send'; peer: string; message: ConsensusMessage }
  | { type: 'set-alarm'; at: number }
  | {
      type: 'build';
      view: bigint;
      parent: Header;
      timestampMs: number;
      parentCertificate?: Certificate;
    }
  | { type: 'check'; block: Block }
  | { type: 'fetch'; hash: Hash }
  | { type: 'fetch-certificates'; fromView: bigint; toView: bigint }
  | { type: 'verify-votes'; statement: Statement; votes: readonly Vote[] }
  | { type: 'finalized'; blocks: readonly Block[]; certificate: Certificate }
  | { type: 'evidence'; first: Vote | Certificate; second: Vote | Certificate }
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
  /** Absent for a node that follows without voting. BLS signing is deterministic. */
  self?: { index: number; sign(message: Uint8Array): Hex };
}
