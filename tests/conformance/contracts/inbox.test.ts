import fc from 'fast-check';
import { afterAll, beforeAll, describe, it } from 'vitest';
import {
  BOUNDARY_ACCEPTED,
  COIN_EXITED,
  dataOfInboxEvent,
  EXIT_ENDED,
  EXIT_STARTED,
  GATEWAY_DEPOSITED,
  type InboxEvent,
  inboxWith,
  TOKEN_SEEN,
  VAULT_DEPOSITED,
} from '../../../lib/chain/inbox.ts';
import { type Hash, hexFromBytes, ZERO_HASH } from '../../../lib/core/bytes.ts';
import { inboxEvent } from '../../unit/chain/arbitraries.ts';
import { expectSame } from './differential.ts';
import { type Harness, type Question, startHarness } from './harness.ts';

describe('the inbox agrees with the chain', () => {
  let harness: Harness;
  beforeAll(async () => {
    harness = await startHarness();
  });
  afterAll(() => harness?.stop());

  it('about what an event says', () =>
    expectSame(harness, inboxEvent, {
      question: questionOf,
      expected: (event) => [event.type, hexFromBytes(dataOfInboxEvent(event))],
    }));

  it('about the order of events', () =>
    expectSame(harness, fc.array(inboxEvent, { maxLength: 6 }), {
      question: (events) => [
        'inbox',
        events.map(({ type }) => type),
        events.map((event) => hexFromBytes(dataOfInboxEvent(event))),
      ],
      expected: chainOf,
    }));
});

/** The inbox after each event. */
function chainOf(events: readonly InboxEvent[]): Hash[] {
  const chain: Hash[] = [];
  for (const [i, event] of events.entries()) {
    chain.push(inboxWith(chain.at(-1) ?? ZERO_HASH, BigInt(i + 1), event));
  }
  return chain;
}

function questionOf(event: InboxEvent): Question {
  switch (event.type) {
    case BOUNDARY_ACCEPTED:
      return ['boundaryAccepted', event.epoch];
    case TOKEN_SEEN: {
      const [name, symbol] = [hexFromBytes(event.name), hexFromBytes(event.symbol)];
      return ['tokenSeen', event.token, event.kind, event.decimals, name, symbol];
    }
    case GATEWAY_DEPOSITED:
      return ['gatewayDeposited', event.kind, event.token, event.from, event.to, event.value];
    case VAULT_DEPOSITED: {
      const { slot, kind, token, owner, value, birth } = event;
      return ['vaultDeposited', slot, kind, token, owner, value, birth];
    }
    case EXIT_STARTED:
      return ['exitStarted', event.slot, event.exitId];
    case EXIT_ENDED:
      return ['exitEnded', event.slot, event.exitId];
    case COIN_EXITED:
      return ['coinExited', event.slot, event.exitId];
  }
}
