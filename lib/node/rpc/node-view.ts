import type { Chain } from '../../chain/chain.ts';
import type { Hash } from '../../core/bytes.ts';
import type { ErrorObject } from '../../core/errors.ts';
import type { BootSteps } from '../boot-steps.ts';
import type { PosterStatus } from '../checkpoints/create-poster.ts';
import type { Emitter } from '../emitter.ts';
import type { FinalBlock } from '../execution/executed-block.ts';
import type { NetworkFile } from '../network-file.ts';
import type { NodeSession } from '../node-session.ts';
import type { Clock, EthereumSource, PeerInfo } from '../ports.ts';
import type { WatchtowerStatus } from '../watchtower/create-watchtower.ts';
import type { FinalityTimes } from './finality-times.ts';
import type { LoomEvent } from './types.ts';

export type RunState = 'starting' | 'running' | 'paused' | 'stopped';

/** What the node announces to who serves clients. */
export interface NodeEvents {
  final: Emitter<readonly FinalBlock[]>;
  /** A transaction was accepted, dropped, included or made final. */
  transaction: Emitter<Hash>;
  loom: Emitter<LoomEvent>;
  /** Something in the status may have changed. */
  status: Emitter<void>;
}

/** What serving clients needs to see of the node. */
export interface NodeView {
  chain: Chain;
  networkFile: NetworkFile;
  events: NodeEvents;
  finality: FinalityTimes;
  boot: BootSteps;
  clock: Clock;
  breathe: () => Promise<void>;
  persistent: boolean;
  /** The present session or, while paused, the last one: its verified state can still be read. */
  session(): NodeSession | undefined;
  run(): RunState;
  problem(): ErrorObject | undefined;
  /** Endpoints of Ethereum; none on a chain without contracts. */
  ethereum(): readonly EthereumSource[];
  /** Absent on a node that posts no checkpoints. */
  poster(): PosterStatus | undefined;
  /** Absent on a chain without contracts, and without endpoints. */
  watchtower(): WatchtowerStatus | undefined;
  usage(): { usedBytes: number; quotaBytes?: number };
  peers(): PeerInfo[];
  peerId(): string;
}
