import type { Chain } from '../chain/chain.ts';
import type { Evidence } from '../chain/evidence.ts';
import type { ConsensusMessage } from '../consensus/types.ts';
import type { Hash } from '../core/bytes.ts';
import type { ErrorObject } from '../core/errors.ts';
import type { OpenedState } from './block-store/open-state.ts';
import type { OpenedJournal } from './consensus/journal-writer.ts';
import type { OwnKey } from './consensus/own-key.ts';
import type { EthereumSettings } from './ethereum-follower/ethereum-settings.ts';
import type { FinalBlock } from './execution/executed-block.ts';
import type { Clock, EthereumSource, Network, Signatures, Storage } from './ports.ts';
import type { Unchecked } from './sync/unchecked.ts';

export interface SessionOptions {
  chain: Chain;
  archive: boolean;
  /** Keeps the history of every Vault coin. */
  keepsAllCoins: boolean;
  opened: OpenedState | undefined;
  unchecked: Unchecked | undefined;
  journal: OpenedJournal;
  key: OwnKey;
  /** Offences that a former session left to tell. */
  evidence: readonly Evidence[];
  /** Where a former session would go on reading Ethereum. */
  inboxHint: bigint | undefined;
}

export interface SessionComponents {
  storage: Storage;
  network: Network;
  clock: Clock;
  signatures: Signatures;
  /** Of Ethereum; absent on a chain without contracts. */
  endpoints: { sources: readonly EthereumSource[]; settings: EthereumSettings } | undefined;
  breathe: () => Promise<void>;
}

/** What a session tells the node that runs it. */
export interface SessionListener {
  onFinal(blocks: readonly FinalBlock[]): void;
  /** Something about a waiting or just included transaction changed. */
  onTransaction(hash: Hash): void;
  /** A verified consensus message, own or received. */
  onMessage(message: ConsensusMessage): void;
  onStep(): void;
  /** Every few seconds. */
  onRound(): void;
  /** Peers, heights or the state of catching up changed. */
  onProgress(): void;
  onChecked(checked: number, of: number): void;
  onEvidence(): void;
  /** What the node sees of Ethereum changed. */
  onEthereum(): void;
  /** The session is over: storage or execution failed. */
  onFailure(thrown: unknown): void;
  /** The session is over for good, and nothing may be signed any more. */
  onHalt(problem: ErrorObject, replay: string): void;
}
