import {
  createAsyncMiddleware,
  createScaffoldMiddleware,
  type JsonRpcMiddleware,
} from '@metamask/json-rpc-engine';
import type { Json, JsonRpcParams, JsonRpcRequest } from '@metamask/json-rpc-engine/v2';

/** One request with the origin of the page that made it. */
export interface OriginRequest {
  origin: string;
  method: string;
  params: Json[];
}

export type MethodHandler = (request: OriginRequest) => Promise<Json>;

/** Middleware that answers the methods it has a handler for and passes all others on. */
export function handleMethods(
  handlers: Record<string, MethodHandler>,
): JsonRpcMiddleware<JsonRpcParams, Json> {
  const entries = Object.entries(handlers).map(([method, handle]) => {
    const middleware = createAsyncMiddleware<JsonRpcParams, Json>(async (request, response) => {
      response.result = await handle(originRequest(request));
    });
    return [method, middleware] as const;
  });
  return createScaffoldMiddleware(Object.fromEntries(entries));
}

/** The engine hands the request on as it came in, with the origin beside the standard members. */
export function originRequest(request: JsonRpcRequest): OriginRequest {
  const { origin } = request as JsonRpcRequest & { origin?: string };
  const params = Array.isArray(request.params) ? request.params : [];
  return { origin: origin ?? '', method: request.method, params };
}
