import { WeftError } from '../../core/errors.ts';
import type { EthereumRequest } from '../ethereum/ethereum-request.ts';
import type { WalletAnswer, WalletQuestion } from './wallet-messages.ts';

interface Pending {
  resolve(result: unknown): void;
  reject(error: WeftError): void;
}

/** Worker side: reads Ethereum by the wallet that is connected to the page, if one is. */
export function createWalletRequest(port: MessagePort): EthereumRequest {
  const pending = new Map<number, Pending>();
  let lastId = 0;

  port.onmessage = ({ data }: MessageEvent<WalletAnswer>) => {
    const asked = pending.get(data.id);
    pending.delete(data.id);
    if ('error' in data) asked?.reject(WeftError.fromObject(data.error));
    else asked?.resolve(data.result);
  };

  return ({ method, params }) =>
    new Promise((resolve, reject) => {
      const question: WalletQuestion = { id: ++lastId, method, params };
      pending.set(question.id, { resolve, reject });
      port.postMessage(question);
    });
}
