import { abiCall } from '../../core/abi.ts';
import type { Address, Hash, Hex } from '../../core/bytes.ts';
import { WeftError } from '../../core/errors.ts';
import { keccakHex } from '../../core/keccak.ts';
import { bytesFromText } from '../../core/utf8.ts';
import type { Clock, EthereumSource } from '../../node/ports.ts';
import {
  blockFrom,
  bytesFrom,
  inboxLogsFrom,
  quantityFrom,
  u64From,
  wordFrom,
} from './ethereum-answers.ts';
import { type EthereumRequest, withEnd } from './ethereum-request.ts';
import { createHttpRequest } from './http-request.ts';

export interface RpcEthereumOptions {
  name: string;
  /** Of the contract `Checkpoints`. */
  checkpoints: Address;
  /** Of a wallet's provider, or `createHttpRequest(url)`. */
  request: EthereumRequest;
}

/** The port over the `request` of EIP-1193. */
export function createRpcEthereum(options: RpcEthereumOptions) {
  return ({ clock }: { clock: Clock }): EthereumSource => {
    const { name, checkpoints: to } = options;
    const request = withEnd(options.request, clock);
    /** State is read by hash, so that no reorganization comes between two answers. */
    const call = (data: Hex, blockHash: Hash) =>
      request({ method: 'eth_call', params: [{ to, data }, { blockHash }] });

    return {
      name,
      chainId: async () => quantityFrom(await request({ method: 'eth_chainId', params: [] })),
      async block(which) {
        const tag = typeof which === 'bigint' ? quantity(which) : which;
        const params = [tag, false];
        const block = blockFrom(await request({ method: 'eth_getBlockByNumber', params }));
        const isAsked = typeof which !== 'bigint' || !block || block.number === which;
        if (isAsked) return block;
        throw new WeftError('ethereum/malformed', 'a block of another number');
      },
      async inboxLogs({ from, to: last }) {
        const topics = [INBOX_APPENDED];
        const range = { fromBlock: quantity(from), toBlock: quantity(last) };
        const params = [{ address: to, topics, ...range }];
        try {
          const logs = await request({ method: 'eth_getLogs', params });
          return inboxLogsFrom(logs, { address: to, topic: INBOX_APPENDED, from, to: last });
        } catch (thrown) {
          throw isAboutSize(thrown) && last > from ? rangeRefused(thrown, from, last) : thrown;
        }
      },
      inboxCount: async (at) => u64From(await call(INBOX_COUNT, at)),
      inboxHash: async (count, at) => wordFrom(await call(inboxCall(count), at)),
      async call(asked, at) {
        const block = at === 'pending' ? at : { blockHash: at };
        const params = [{ to: asked.to, data: asked.data }, block];
        return bytesFrom(await request({ method: 'eth_call', params }));
      },
    };
  };
}

/**
 * A URL as a source. Only its host is told: paths and names of users may be secrets.
 * @throws WeftError `ethereum/bad-url`.
 */
export function createUrlEthereum(url: string, checkpoints: Address) {
  return createRpcEthereum({ name: hostOf(url), checkpoints, request: createHttpRequest(url) });
}

function hostOf(url: string): string {
  try {
    return new URL(url).host;
  } catch {
    throw new WeftError('ethereum/bad-url', 'an endpoint of Ethereum has no valid URL');
  }
}

/** Endpoints have a dozen numbers and sentences for it, so any refusal of a range may mean that. */
function isAboutSize(thrown: unknown): thrown is WeftError {
  if (!(thrown instanceof WeftError)) return false;
  return thrown.code === 'ethereum/refused' || thrown.code === 'ethereum/too-large';
}

function rangeRefused({ message }: WeftError, from: bigint, to: bigint): WeftError {
  const facts = { from: from.toString(), to: to.toString() };
  return new WeftError('ethereum/range-refused', message, facts);
}

function quantity(value: bigint): Hex {
  return `0x${value.toString(16)}`;
}

function inboxCall(count: bigint): Hex {
  return abiCall('inbox(uint256)', [count]);
}

const INBOX_COUNT = abiCall('inboxCount()');
const INBOX_APPENDED = keccakHex(bytesFromText('InboxAppended(uint64,uint8,bytes)'));
