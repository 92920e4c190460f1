import {
  dataOfInboxEvent,
  hashOfInboxEvent,
  type InboxEvent,
  inboxWith,
} from '../../chain/inbox.ts';
import { EMPTY_BYTES, type Hash, ZERO_HASH } from '../../core/bytes.ts';
import { WeftError } from '../../core/errors.ts';
import { keccakHex } from '../../core/keccak.ts';
import { bytesFromText } from '../../core/utf8.ts';
import type { EthereumBlock, EthereumSource } from '../../node/ports.ts';

interface MemoryBlock extends EthereumBlock {
  /** Events of this block. */
  events: readonly InboxEvent[];
  /** Of the inbox after it. */
  inbox: readonly Hash[];
}

/** An Ethereum of blocks and inbox events alone. */
export interface MemoryEthereum {
  /** Adds a block with these events. */
  mine(...events: InboxEvent[]): void;
  /** Takes back so many of the newest blocks. */
  revert(blocks: number): void;
  /** Everything up to this block, the newest unless told, is final. */
  finalize(number?: bigint): void;
  head(): bigint;
  source(name: string): EthereumSource;
}

export interface MemoryEthereumOptions {
  chainId?: bigint;
  wallMs(): number;
}

export function createMemoryEthereum({ chainId = 31_337n, wallMs }: MemoryEthereumOptions) {
  const blocks: MemoryBlock[] = [];
  let finalized = 0n;
  let mined = 0;

  function mine(...events: InboxEvent[]): void {
    const inbox = [...(blocks.at(-1)?.inbox ?? [ZERO_HASH])];
    for (const event of events) {
      inbox.push(inboxWith(inbox.at(-1) ?? ZERO_HASH, BigInt(inbox.length), event));
    }
    const content = events.map(hashOfInboxEvent).join();
    const hash = keccakHex(bytesFromText(`${blocks.length} ${mined++} ${content}`));
    const timestampMs = Math.floor(wallMs() / 1_000) * 1_000;
    blocks.push({ number: BigInt(blocks.length), hash, timestampMs, events, inbox });
  }

  function at(hash: Hash): MemoryBlock {
    const block = blocks.find((each) => each.hash === hash);
    if (block) return block;
    throw new WeftError('ethereum/refused', 'unknown block', { hash });
  }

  mine();
  return {
    mine,
    revert: (count) => void blocks.splice(blocks.length - count, count),
    finalize: (number = BigInt(blocks.length - 1)) => {
      finalized = number;
    },
    head: () => BigInt(blocks.length - 1),
    source: (name) => ({
      name,
      chainId: async () => chainId,
      async block(which) {
        if (which === 'latest') return plain(blocks.at(-1));
        return plain(blocks[Number(which === 'finalized' ? finalized : which)]);
      },
      async inboxLogs({ from, to }) {
        const range = blocks.slice(Number(from), Number(to) + 1);
        return range.flatMap(({ number, events, inbox }) =>
          events.map((event, i) => ({
            block: number,
            index: BigInt(inbox.length - events.length + i),
            kind: event.type,
            data: dataOfInboxEvent(event),
          })),
        );
      },
      inboxCount: async (hash) => BigInt(at(hash).inbox.length - 1),
      inboxHash: async (count, hash) => at(hash).inbox[Number(count)] ?? ZERO_HASH,
      call: async () => EMPTY_BYTES,
    }),
  } satisfies MemoryEthereum;
}

function plain(block: MemoryBlock | undefined): EthereumBlock | undefined {
  if (!block) return undefined;
  const { number, hash, timestampMs } = block;
  return { number, hash, timestampMs };
}
