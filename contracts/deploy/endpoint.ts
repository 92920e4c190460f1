import {
  BaseError,
  HttpRequestError,
  type PublicClient,
  RpcRequestError,
  TimeoutError,
} from 'viem';
import { errorObjectFrom, WeftError } from '../../lib/core/errors.ts';

const CHECK = 'Check the URL given by --rpc, its path too, and that an Ethereum node serves it.';

/** @throws WeftError `deploy/endpoint` if what answers is something else than an Ethereum node */
export async function chainIdFrom(client: PublicClient): Promise<bigint> {
  const chainId = await client.getChainId().catch((thrown: unknown) => {
    if (thrown instanceof BaseError) throw thrown;
    // The answer is JSON, and of no such call.
  });
  if (Number.isSafeInteger(chainId)) return BigInt(chainId as number);
  throw new WeftError(
    'deploy/endpoint',
    `What answers there is no Ethereum endpoint: it names no chain. Nothing was sent. ${CHECK}`,
  );
}

/**
 * What went wrong between this process and the endpoint. Below a first line, libraries tell whole
 * requests, with what is secret in an endpoint's URL: of that only the origin is repeated.
 */
export function endpointProblem(thrown: unknown): string {
  if (!(thrown instanceof BaseError)) return sentence(errorObjectFrom(thrown).message);
  const cause = thrown.walk(isOfRequest) ?? thrown;
  if (cause instanceof RpcRequestError) {
    return `${originOf(cause)} refused a request: ${sentence(cause.details)}`;
  }
  if (isSilent(cause)) return `${silence(cause)} ${CHECK}`;
  return sentence(thrown.shortMessage);
}

/** That nobody answered who could have known. */
export function isSilence(thrown: unknown): boolean {
  return thrown instanceof BaseError && thrown.walk(isSilent) !== null;
}

type Silence = HttpRequestError | TimeoutError;

function silence(error: Silence): string {
  const origin = originOf(error);
  if (error instanceof HttpRequestError) {
    if (error.status !== undefined) return `${origin} answers with HTTP status ${error.status}.`;
    if (error.cause instanceof SyntaxError)
      return `${origin} answers, but as no Ethereum endpoint.`;
  }
  return `The endpoint ${origin} does not answer.`;
}

function isSilent(thrown: unknown): thrown is Silence {
  return thrown instanceof HttpRequestError || thrown instanceof TimeoutError;
}

function isOfRequest(thrown: unknown): boolean {
  return isSilent(thrown) || thrown instanceof RpcRequestError;
}

function originOf({ url }: { url: string }): string {
  return new URL(url).origin;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
