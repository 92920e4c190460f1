import type { RequestName, Requests, Subscription, SubscriptionValue } from './types.ts';

/** What a node answers clients with. Thrown errors reach the client as their error objects. */
export interface ClientHandler {
  handleRequest<Name extends RequestName>(
    name: Name,
    params: Requests[Name]['params'],
  ): Promise<unknown>;
  /** Calls `listener` with every value until the result is called. May throw. */
  subscribe(
    subscription: Subscription,
    listener: (value: SubscriptionValue[Subscription['topic']]) => void,
  ): () => void;
}
