import type * as v from 'valibot';
import { errorObjectFrom, WeftError } from '../core/errors.ts';
import { MAX_CLIENT_REQUESTS } from '../core/limits.ts';
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
  /** Rejects with `client/timeout`, `client/too-many`, `client/malformed` or the node's error. */
  add<Name extends RequestName>(
    message: RequestMessage & { name: Name },
    timeoutMs: number,
  ): Promise<Requests[Name]['result']>;
  /** Of one that waits, or of all. */
  message(id: number): RequestMessage | undefined;
  messages(): RequestMessage[];
  resolve(id: number, value: unknown): void;
  /** False if no request has this id. */
  reject(id: number, error: WeftError): boolean;
  rejectAll(error: WeftError): void;
}

/** Requests that wait for an answer, each with its own time limit. */
export function createPendingRequests(): PendingRequests {
  const pending = new Map<number, PendingRequest>();

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
      });
    },
    message: (id) => pending.get(id)?.message,
    messages: () => [...pending.values()].map((request) => request.message),
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
      request?.reject(error);
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
