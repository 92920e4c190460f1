import { type Client, createClient, custom } from 'viem';
import { errorObjectFrom, WeftError } from '../../core/errors.ts';
import type { NetworkFile } from '../../node/network-file.ts';
import type { EthereumRequest } from '../../platform/ethereum/ethereum-request.ts';
import { createHttpRequest } from '../../platform/ethereum/http-request.ts';

export type EthereumClient = Client;

/** Reads Ethereum for a page, by the endpoints of the network file: the first that answers. */
export function createEthereumClient({ rpcUrls }: NetworkFile['ethereum']): EthereumClient {
  const request = firstThatAnswers(rpcUrls.map(createHttpRequest));
  const provider = {
    request: (call: { method: string; params?: readonly unknown[] }) =>
      request({ method: call.method, params: call.params ?? [] }),
  };
  return createClient({ transport: custom(provider, { retryCount: 0 }) });
}

/** An endpoint that failed is asked again only when the one after it fails, too. */
function firstThatAnswers(requests: readonly EthereumRequest[]): EthereumRequest {
  let current = 0;
  return async (call) => {
    let problem: unknown = new WeftError('ethereum/unreachable', 'no endpoint of Ethereum');
    for (let tries = 0; tries < requests.length; tries++) {
      const request = requests[current % requests.length] as EthereumRequest;
      try {
        return await request(call);
      } catch (thrown) {
        problem = thrown;
        if (isAnswer(thrown)) break;
        current++;
      }
    }
    throw problem;
  };
}

/** Another endpoint would say the same of what Ethereum refuses. */
function isAnswer(thrown: unknown): boolean {
  return thrown instanceof WeftError && thrown.code === 'ethereum/refused';
}

/** The error of ours inside of what viem makes of it. */
export function ethereumProblemFrom(thrown: unknown): WeftError {
  let cause: unknown = thrown;
  for (let depth = 0; depth < MAX_CAUSES && cause; depth++) {
    if (cause instanceof WeftError) return cause;
    cause = (cause as { cause?: unknown }).cause;
  }
  return new WeftError('ethereum/malformed', errorObjectFrom(thrown).message);
}

const MAX_CAUSES = 8;
