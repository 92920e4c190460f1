import { useEffect, useRef } from 'react';
import { keyOfSubscription } from '../client/subscription-key.ts';
import { type Answer, answerFrom, askQuery, type TypedQuery } from '../client/typed-query.ts';
import type { ErrorObject } from '../core/errors.ts';
import type { ReadSource } from './read.ts';
import { useRead } from './use-read.ts';

/** What a query answers: nothing yet, a value of a height, or what is in the way. */
export interface QueryRead<Value> {
  value?: Value;
  /** Final state it is of. */
  height?: bigint;
  problem?: ErrorObject;
}

export interface QueryOptions {
  /** Shows what was answered last while another input is asked for the first time. */
  keepsLast?: boolean;
}

/**
 * The answer to a query of a module, kept fresh; nothing while there is no input. All who ask the
 * same share one subscription.
 */
export function useQuery<Input, Value>(
  query: TypedQuery<Input, Value>,
  input: Input | undefined,
  { keepsLast = false }: QueryOptions = {},
): QueryRead<Value> {
  const source = input === undefined ? undefined : sourceOf(query, input);
  const key = source && keyOfSubscription(source.subscription);
  const { value: answer, error: problem } = useRead(key, source ?? NO_SOURCE);
  const last = useRef<Answer<Value>>(undefined);
  useEffect(() => {
    if (answer) last.current = answer as Answer<Value>;
  }, [answer]);
  const shown = (answer ?? (keepsLast ? last.current : undefined)) as Answer<Value> | undefined;
  return { ...shown, ...(problem && { problem }) };
}

/** How an answer is kept fresh: the newest one counts, in whatever order they come. */
export function sourceOf<Input, Value>(
  query: TypedQuery<Input, Value>,
  input: Input,
): ReadSource<Answer<Value>, 'query'> {
  const { module, name } = query;
  return {
    load: (client) => askQuery(client, query, input),
    subscription: { topic: 'query', module, name, input: query.inputOf(input) },
    next(news, answer) {
      try {
        return newerOf(answerFrom(query, news), answer);
      } catch {
        // Asking says what is wrong with it.
        return undefined;
      }
    },
    merge: newerOf,
  };
}

function newerOf<Value>(one: Answer<Value>, other: Answer<Value> | undefined): Answer<Value> {
  return other && other.height > one.height ? other : one;
}

const NO_SOURCE: ReadSource<never, 'query'> = {
  load: () => Promise.reject(),
  subscription: { topic: 'query', module: '', name: '' },
  next: () => undefined,
};
