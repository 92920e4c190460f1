import { type Block, bodyRootOf, hashOfBlock } from '../../chain/block.ts';
import type { Certificate } from '../../chain/certificate.ts';
import type { ConsensusMessage, Vote } from '../../consensus/types.ts';
import type { Hash } from '../../core/bytes.ts';
import { MAX_ASKED_PEERS, MAX_REQUEST_ITEMS } from '../../core/limits.ts';
import type { PinnedCheckpoint } from '../coins/coin-records.ts';
import type { HistoryEntry } from '../coins/coin-store.ts';
import {
  bytesFromHistoryRequest,
  foundCheckpointFromBytes,
  type HistoryRange,
  historyFromBytes,
} from '../coins/coin-wire.ts';
import type { Clock, Network, PeerInfo, Protocol } from '../ports.ts';
import {
  bytesFromBlocksRequest,
  bytesFromCertificatesRequest,
  certificatesFromBytes,
  foundBlockFromBytes,
  votesFromBytes,
} from './wire.ts';

export interface AskPeers {
  fetchBlock(hash: Hash): Promise<Block | undefined>;
  fetchCertificates(
    epoch: bigint,
    fromView: bigint,
    toView: bigint,
  ): Promise<{ peer: string; certificates: Certificate[] }>;
  /** Votes that a peer saw of one member. */
  fetchVotes(
    peer: string,
    of: { epoch: bigint; signer: number; fromView: bigint },
  ): Promise<Vote[]>;
  /**
   * Seeds are asked first, since they have all. An answer that is not right costs its sender, and
   * the next is asked; empty when nobody has any.
   */
  fetchCoinHistory(
    of: HistoryRange,
    isRight: (entries: HistoryEntry[]) => Promise<boolean>,
  ): Promise<HistoryEntry[]>;
  /** The same of the first checkpoint that covers a coin block. */
  fetchCheckpoint(
    coinBlock: bigint,
    isRight: (found: PinnedCheckpoint) => boolean,
  ): Promise<PinnedCheckpoint | undefined>;
  send(peer: string, message: ConsensusMessage): void;
}

/** Questions to neighbours, in turn, so that a silent one delays and never stops an answer. */
export function createAskPeers({ network, clock }: { network: Network; clock: Clock }): AskPeers {
  const ask = createAsk(network);
  let turn = 0;

  function inTurn(isFirst: (peer: PeerInfo) => boolean = () => true): string[] {
    const peers = network.peers();
    const start = peers.length === 0 ? 0 : turn++ % peers.length;
    const turned = [...peers.slice(start), ...peers.slice(0, start)];
    const [first, others] = [turned.filter(isFirst), turned.filter((peer) => !isFirst(peer))];
    return [...first, ...others].slice(0, MAX_ASKED_PEERS).map(({ id }) => id);
  }

  return {
    async fetchBlock(hash) {
      const request = bytesFromBlocksRequest({ kind: 'hash', hash });
      for (const peer of inTurn()) {
        const block = await ask(peer, 'blocks', request, foundBlockFromBytes);
        if (block && isBlockOf(block, hash)) return block;
        if (block) network.penalise(peer, 'wrong-block');
      }
      return undefined;
    },
    async fetchCertificates(epoch, fromView, toView) {
      const request = bytesFromCertificatesRequest({ kind: 'range', epoch, fromView, toView });
      for (const peer of inTurn()) {
        const certificates = await ask(peer, 'certificates', request, certificatesFromBytes);
        if (certificates && certificates.length > 0) return { peer, certificates };
      }
      return { peer: '', certificates: [] };
    },
    async fetchVotes(peer, of) {
      const request = bytesFromCertificatesRequest({ kind: 'votes', ...of });
      return (await ask(peer, 'certificates', request, votesFromBytes)) ?? [];
    },
    async fetchCoinHistory(of, isRight) {
      const request = bytesFromHistoryRequest({ kind: 'range', ...of });
      for (const peer of inTurn(({ seed }) => seed)) {
        const entries = await ask(peer, 'coin-history', request, historyFromBytes);
        if (!entries || entries.length === 0) continue;
        if (entries.length <= of.count && (await isRight(entries))) return entries;
        network.penalise(peer, 'wrong-coin-history');
      }
      return [];
    },
    async fetchCheckpoint(coinBlock, isRight) {
      const request = bytesFromHistoryRequest({ kind: 'checkpoint', coinBlock });
      for (const peer of inTurn(({ seed }) => seed)) {
        const found = await ask(peer, 'coin-history', request, foundCheckpointFromBytes);
        if (!found) continue;
        if (isRight(found)) return found;
        network.penalise(peer, 'wrong-checkpoint');
      }
      return undefined;
    },
    send: createSend(ask, clock),
  };
}

/** The hash is the header's; a false body under it would make a good block look invalid. */
function isBlockOf(block: Block, hash: Hash): boolean {
  return hashOfBlock(block) === hash && bodyRootOf(block.body) === block.header.bodyRoot;
}

type Ask = <Answer>(
  peer: string,
  protocol: Protocol,
  request: Uint8Array,
  decode: (bytes: Uint8Array) => Answer,
) => Promise<Answer | undefined>;

/** Undefined for no answer; one that cannot be decoded costs the peer its reputation. */
function createAsk(network: Network): Ask {
  return async (peer, protocol, request, decode) => {
    let bytes: Uint8Array;
    try {
      bytes = await network.request(peer, protocol, request);
    } catch {
      return undefined;
    }
    try {
      return decode(bytes);
    } catch {
      network.penalise(peer, `malformed-${protocol}`);
      return undefined;
    }
  };
}

/** What goes to one peer at one moment travels together. */
function createSend(ask: Ask, clock: Clock): AskPeers['send'] {
  const outgoing = new Map<string, ConsensusMessage[]>();

  function flush(peer: string): void {
    const messages = outgoing.get(peer) ?? [];
    outgoing.delete(peer);
    const request = bytesFromCertificatesRequest({ kind: 'push', messages });
    void ask(peer, 'certificates', request, () => undefined);
  }

  return (peer, message) => {
    const messages = outgoing.get(peer);
    if (!messages) {
      outgoing.set(peer, [message]);
      clock.after(0, () => flush(peer));
    } else if (messages.length < MAX_REQUEST_ITEMS) {
      messages.push(message);
    }
  };
}
