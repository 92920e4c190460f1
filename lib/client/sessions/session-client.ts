import type { WeftClient } from '../create-client.ts';

/** What sending by a session asks of a node. */
export type SendingClient = Pick<WeftClient, 'chain' | 'send' | 'prepare'>;

/** What opening and closing sessions ask of it. */
export type SessionClient = SendingClient & Pick<WeftClient, 'waitForFinal'>;
