import { type Block, bytesFromBlock } from '../../chain/block.ts';
import type { Certificate } from '../../chain/certificate.ts';
import { isBoundary } from '../../chain/epoch.ts';
import type { Header } from '../../chain/header.ts';
import { FINALIZE } from '../../chain/statement.ts';
import { bytesFromPeerStatus, peerStatusFromBytes } from '../../consensus/messages.ts';
import { certificatesInRange, peerStatusOf } from '../../consensus/read-state.ts';
import type { EngineState } from '../../consensus/state.ts';
import type { ConsensusMessage, PeerStatus, Vote } from '../../consensus/types.ts';
import { EMPTY_BYTES, type Hash } from '../../core/bytes.ts';
import { errorObjectFrom } from '../../core/errors.ts';
import { MAX_REQUEST_ITEMS, MAX_RESPONSE_BYTES } from '../../core/limits.ts';
import type { BlockStore } from '../block-store/block-store.ts';
import type { CoinHistory } from '../coins/coin-history.ts';
import {
  bytesFromFoundCheckpoint,
  bytesFromHistory,
  historyRequestFromBytes,
} from '../coins/coin-wire.ts';
import type { Bodies } from '../gossip/bodies.ts';
import type { Clock, Protocol } from '../ports.ts';
import {
  type BlockRange,
  blocksRequestFromBytes,
  bytesFromBlockRange,
  bytesFromCertificates,
  bytesFromFoundBlock,
  bytesFromVotes,
  certificatesRequestFromBytes,
} from './wire.ts';

export interface ServeRequestsComponents {
  clock: Clock;
  store: BlockStore;
  bodies: Bodies;
  state(): EngineState;
  /** Of an epoch that this node lives in or has just left. */
  stateOf(epoch: bigint): EngineState | undefined;
  /** Resolves when what these states rely on is durable; rejects when it will not be. */
  settled(): Promise<void>;
  onStatus(peer: string, status: PeerStatus): void;
  /** False: the message was wrong. */
  onDirect(message: ConsensusMessage, peer: string): Promise<boolean>;
  histories: Pick<CoinHistory, 'entriesOf' | 'checkpointFor'>;
  penalise(peer: string, reason: string): void;
}

export type RequestHandlers = Record<
  Protocol,
  (peer: string, data: Uint8Array) => Promise<Uint8Array>
>;

/**
 * Answers neighbours from what this node has verified. Thrown errors are refusals; a request that
 * no honest node sends costs its sender, too. Consensus counts an own vote before it is durable, so
 * an answer that may have one in it waits: who crashed must not have said what it forgot.
 */
export function createRequestHandlers(components: ServeRequestsComponents): RequestHandlers {
  const { store, bodies, histories, clock, state, stateOf, penalise } = components;

  function read<Request>(
    [peer, data]: readonly [string, Uint8Array],
    decode: (bytes: Uint8Array) => Request,
  ): Request {
    try {
      return decode(data);
    } catch (thrown) {
      if (errorObjectFrom(thrown).code === 'codec/malformed') penalise(peer, 'malformed-request');
      throw thrown;
    }
  }

  return {
    async status(peer, data) {
      components.onStatus(peer, read([peer, data], peerStatusFromBytes));
      return bytesFromPeerStatus(peerStatusOf(state(), clock.wallMs()));
    },
    async blocks(peer, data) {
      const request = read([peer, data], blocksRequestFromBytes);
      if (request.kind === 'hash') {
        const found = await blockByHash(state(), store, request.hash);
        await components.settled();
        return bytesFromFoundBlock(found);
      }
      if (request.kind === 'range') return blockRange(store, request.from, request.count);
      return bytesFromBlockRange({ blocks: [], ...(await proofFrom(store, request)) });
    },
    async certificates(peer, data) {
      const request = read([peer, data], certificatesRequestFromBytes);
      switch (request.kind) {
        case 'range': {
          const engine = stateOf(request.epoch);
          const { fromView, toView } = request;
          const found = engine ? certificatesInRange(engine, fromView, toView) : [];
          await components.settled();
          return bytesFromCertificates(found);
        }
        case 'votes': {
          const engine = stateOf(request.epoch);
          const found = engine ? votesOf(engine, request.signer, request.fromView) : [];
          await components.settled();
          return bytesFromVotes(found);
        }
        case 'push':
          for (const message of request.messages) {
            const passed = await components.onDirect(message, peer);
            if (!passed) penalise(peer, 'wrong-message');
          }
          return EMPTY_BYTES;
      }
    },
    body: async (peer, data) => read([peer, data], bodies.serve),
    async 'coin-history'(peer, data) {
      const request = read([peer, data], historyRequestFromBytes);
      return request.kind === 'range'
        ? bytesFromHistory(await histories.entriesOf(request))
        : bytesFromFoundCheckpoint(await histories.checkpointFor(request.coinBlock));
    },
  };
}

/** A block above the floor, or a final one. */
async function blockByHash(
  state: EngineState,
  store: BlockStore,
  hash: Hash,
): Promise<Block | undefined> {
  const open = state.blocks.get(hash);
  if (open) return open.block;
  const height = await store.heightOf(hash);
  return height === undefined ? undefined : (await store.blockAt(height))?.block;
}

/**
 * Final blocks from a height on, within the bounds of an answer, and what proves them final. No
 * more headers are read than blocks were asked for: a longer proof is asked for in parts.
 */
async function blockRange(store: BlockStore, from: bigint, count: number): Promise<Uint8Array> {
  const blocks: Uint8Array[] = [];
  let certificate: Certificate | undefined;
  let size = 0;
  for (let at = from; blocks.length < count; at++) {
    const packed = await store.blockAt(at);
    if (!packed) break;
    const bytes = bytesFromBlock(packed.block);
    size += bytes.length;
    if (size > MAX_RESPONSE_BYTES && blocks.length > 0) break;
    blocks.push(bytes);
    certificate = packed.certificate;
    // Whoever asks cannot judge the next epoch before it has executed this one.
    if (isBoundary(packed.block.header)) break;
  }
  if (!certificate || isFinalization(certificate)) {
    return bytesFromBlockRange({ blocks, headers: [], finalization: certificate });
  }
  const proof = await proofFrom(store, { from: from + BigInt(blocks.length), count });
  return bytesFromBlockRange({ blocks, ...proof });
}

/** Headers from a height on, up to the first block with a finalization of its own. */
async function proofFrom(
  store: BlockStore,
  { from, count }: { from: bigint; count: number },
): Promise<Pick<BlockRange, 'headers' | 'finalization'>> {
  const headers: Header[] = [];
  while (headers.length < count) {
    const stored = await store.headerAt(from + BigInt(headers.length));
    if (!stored) break;
    headers.push(stored.header);
    const { certificate } = stored;
    if (isFinalization(certificate)) return { headers, finalization: certificate };
  }
  return { headers, finalization: undefined };
}

function isFinalization({ statement }: Certificate): boolean {
  return statement.kind === FINALIZE;
}

function votesOf(state: EngineState, signer: number, fromView: bigint): Vote[] {
  const votes: Vote[] = [];
  for (const record of state.views.values()) {
    if (record.view < fromView) continue;
    for (const tally of record.tallies) {
      votes.push(...tally.votes.filter((vote) => vote.signer === signer));
    }
  }
  return votes.slice(0, MAX_REQUEST_ITEMS);
}
