import type * as v from 'valibot';
import { errorObjectFrom, WeftError } from '../core/errors.ts';
import { ASK_AGAIN_MS, MAX_CLIENT_REQUESTS } from '../core/limits.ts';
import { type PageMessage, parse } from './protocol.ts';
import { requestSchemas } from './schemas.ts';
import type { RequestName, Requests } from './types.ts';

export type RequestMessage = PageMessage & { type: 'request' };

interface PendingRequest {
  message: RequestMessage;
  resolve(value: unknown): void;
  reject(error: WeftError): void;
}

export interface PendingRequests {
  /** Asks. Errors: `client/timeout`, `client/too-many`, `client/malformed`, the node's. */
  add<Name extends RequestName>(
    message: RequestMessage & { name: Name },
    timeoutMs: number,
  ): Promise<Requests[Name]['result']>;
  /** Asks everything again that was not answered. */
  repeat(): void;
  resolve(id: number, value: unknown): void;
  /** A node that is still starting is asked again. False if no request has this id. */
  reject(id: number, error: WeftError): boolean;
  rejectAll(error: WeftError): void;
}

/** What a node answers while it opens its state, after which it can answer everything. */
const NODE_STARTING = 'node/starting';

/** Requests that wait for an answer, each with its own time limit. */
export function createPendingRequests(post: (message: RequestMessage) => void): PendingRequests {
  const pending = new Map<number, PendingRequest>();

  function ask(id: number): void {
    const request = pending.get(id);
    if (request) post(request.message);
  }

  return {
    add(message, timeoutMs) {
      if (pending.size >= MAX_CLIENT_REQUESTS) return Promise.reject(tooMany());
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => settle(reject, timeout(message, timeoutMs)), timeoutMs);
        const settle = <Value>(how: (value: Value) => void, value: Value) => {
          clearTimeout(timer);
          pending.delete(message.id);
          how(value);
        };
        pending.set(message.id, {
          message,
          resolve: (value) => settle(resolve, value as Requests[typeof message.name]['result']),
          reject: (error) => settle(reject, error),
        });
        ask(message.id);
      });
    },
    repeat() {
      for (const id of [...pending.keys()]) ask(id);
    },
    resolve(id, value) {
      const request = pending.get(id);
      if (!request) return;
      try {
        const schema: v.GenericSchema = requestSchemas[request.message.name].result;
        request.resolve(parse(schema, value));
      } catch (thrown) {
        request.reject(WeftError.fromObject(errorObjectFrom(thrown)));
      }
    },
    reject(id, error) {
      const request = pending.get(id);
      if (request && error.code === NODE_STARTING) setTimeout(ask, ASK_AGAIN_MS, id);
      else request?.reject(error);
      return request !== undefined;
    },
    rejectAll(error) {
      for (const request of [...pending.values()]) request.reject(error);
    },
  };
}

function timeout({ name }: RequestMessage, timeoutMs: number): WeftError {
  return new WeftError('client/timeout', `${name}: the node did not answer in time`, {
    request: name,
    timeoutMs,
  });
}

function tooMany(): WeftError {
  return new WeftError('client/too-many', `more than ${MAX_CLIENT_REQUESTS} requests`, {
    what: 'requests',
    limit: MAX_CLIENT_REQUESTS,
  });
}
