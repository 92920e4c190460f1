import { type ErrorObject, WeftError } from '../../core/errors.ts';
import { MAX_WALLET_QUESTIONS } from '../../core/limits.ts';
import { ABSENT_SOURCE } from '../../node/absent-source.ts';
import { type EthereumRequest, ethereumErrorFrom } from '../ethereum/ethereum-request.ts';
import type { WalletAnswer, WalletQuestion } from './wallet-messages.ts';

/**
 * Page side of the node's way to read Ethereum by the person's wallet. It outlives workers, as the
 * broker of peer connections does.
 */
export interface WalletBroker {
  /** The wallet that is connected from now on; undefined for none. */
  lend(request: EthereumRequest | undefined): void;
  /** Answers a worker; the result ends that and closes the port. */
  serve(port: MessagePort): () => void;
}

export function createWalletBroker(): WalletBroker {
  let lent: { request: EthereumRequest; open: number } | undefined;

  async function ask({ method, params }: WalletQuestion): Promise<unknown> {
    const wallet = lent;
    if (!wallet) throw new WeftError(ABSENT_SOURCE, 'no wallet is connected');
    if (!READS.has(method)) {
      throw new WeftError('ethereum/refused', 'the node only reads by a wallet', { method });
    }
    if (wallet.open >= MAX_WALLET_QUESTIONS) {
      throw new WeftError('ethereum/rate-limited', 'the wallet has not answered yet');
    }
    wallet.open++;
    try {
      return await wallet.request({ method, params });
    } finally {
      wallet.open--;
    }
  }

  async function answer(question: WalletQuestion): Promise<WalletAnswer> {
    const { id } = question;
    try {
      return { id, result: await ask(question) };
    } catch (thrown) {
      return { id, error: ethereumErrorFrom(thrown).toObject() };
    }
  }

  return {
    lend(request) {
      lent = request && { request, open: 0 };
    },
    serve(port) {
      port.onmessage = async ({ data }: MessageEvent<WalletQuestion>) => {
        const given = await answer(data);
        try {
          port.postMessage(given);
        } catch {
          port.postMessage({ id: data.id, error: NOT_PLAIN });
        }
      };
      return () => port.close();
    },
  };
}

/** None of them asks the person anything. */
const READS: ReadonlySet<string> = new Set([
  ...(['eth_chainId', 'eth_getBlockByNumber'] as const),
  ...(['eth_getLogs', 'eth_call'] as const),
]);

const NOT_PLAIN: ErrorObject = new WeftError(
  'ethereum/malformed',
  'the wallet answered with no plain data',
).toObject();
