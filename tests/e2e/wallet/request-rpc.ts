import type { Json } from '@metamask/json-rpc-engine/v2';
import { JsonRpcError, rpcErrors } from '@metamask/rpc-errors';

interface Reply {
  result?: Json;
  error?: { code: number; message: string; data?: Json };
}

/** One JSON-RPC call to an Ethereum node. */
export async function requestRpc(url: string, method: string, params: Json): Promise<Json> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
  });
  const reply: Reply = await response.json();
  if (reply.error) {
    const { code, message, data } = reply.error;
    throw new JsonRpcError(code, message, data);
  }
  if (reply.result === undefined) throw rpcErrors.internal('the node answered without a result');
  return reply.result;
}
