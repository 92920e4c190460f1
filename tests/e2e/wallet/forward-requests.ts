import { createAsyncMiddleware, type JsonRpcMiddleware } from '@metamask/json-rpc-engine';
import type { Json, JsonRpcParams } from '@metamask/json-rpc-engine/v2';
import { rpcErrors } from '@metamask/rpc-errors';
import { originRequest } from './handle-methods.ts';
import { requestRpc } from './request-rpc.ts';
import type { StateStore } from './state.ts';

const READS = new Set([
  'eth_blockNumber',
  'eth_call',
  'eth_estimateGas',
  'eth_feeHistory',
  'eth_gasPrice',
  'eth_getBalance',
  'eth_getBlockByHash',
  'eth_getBlockByNumber',
  'eth_getCode',
  'eth_getLogs',
  'eth_getStorageAt',
  'eth_getTransactionByHash',
  'eth_getTransactionCount',
  'eth_getTransactionReceipt',
  'eth_maxPriorityFeePerGas',
  'eth_sendRawTransaction',
  'web3_clientVersion',
]);

/** Reads go to the active network's node; every other method does not exist. */
export function forwardRequests(state: StateStore): JsonRpcMiddleware<JsonRpcParams, Json> {
  return createAsyncMiddleware<JsonRpcParams, Json>(async (request, response) => {
    const { method, params } = originRequest(request);
    if (!READS.has(method)) {
      throw rpcErrors.methodNotFound({
        message: `The method "${method}" does not exist / is not available.`,
      });
    }
    response.result = await requestRpc(await activeRpcUrl(state), method, params);
  });
}

export async function activeRpcUrl(state: StateStore): Promise<string> {
  const { networks, activeChainId } = await state.get();
  const url = networks[activeChainId]?.rpcUrl;
  if (!url) throw rpcErrors.resourceUnavailable(`no node for chain ${BigInt(activeChainId)}`);
  return url;
}
