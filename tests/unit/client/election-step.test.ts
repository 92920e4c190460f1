import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ATTACHED_TAB_SILENT_MS,
  MAX_ATTACHED_TABS,
  OWNER_SILENT_MS,
  TAB_PING_MS,
} from '../../../lib/core/limits.ts';
import {
  type ElectionEffect,
  type ElectionInput,
  type ElectionState,
  electionStep,
  initialElection,
} from '../../../lib/platform/browser/election-step.ts';
import type { TabMessage } from '../../../lib/platform/browser/tab-messages.ts';

function run(state: ElectionState, ...inputs: ElectionInput[]) {
  const effects: ElectionEffect[] = [];
  let current = state;
  for (const input of inputs) {
    const step = electionStep(current, input);
    current = step.state;
    effects.push(...step.effects);
  }
  return { state: current, effects };
}

const tick = (nowMs: number): ElectionInput => ({ type: 'tick', nowMs });
const hear = (message: TabMessage, nowMs = 0): ElectionInput => ({
  type: 'message',
  message,
  nowMs,
});
const locked: ElectionInput = { type: 'locked' };

/** Ticks as they come in a tab that is awake. */
function ticksFor(durationMs: number, fromMs = 0): ElectionInput[] {
  const count = Math.floor(durationMs / TAB_PING_MS);
  return Array.from({ length: count + 1 }, (_, i) => tick(fromMs + i * TAB_PING_MS));
}

function types(effects: readonly ElectionEffect[]): string[] {
  return effects.map((effect) => effect.type);
}

describe('a tab without the lock', () => {
  it('pings, and attaches once to whoever answers', () => {
    const { state, effects } = run(
      initialElection('b', 0),
      tick(0),
      hear({ type: 'pong', tab: 'b', owner: 'a' }),
      hear({ type: 'pong', tab: 'b', owner: 'a' }),
    );
    expect(effects).toEqual([
      { type: 'post', message: { type: 'ping', tab: 'b' } },
      { type: 'attach', owner: 'a' },
    ]);
    expect(state).toMatchObject({ role: 'attached', owner: 'a' });
  });

  it('ignores what is for others', () => {
    const { effects } = run(
      initialElection('b', 0),
      hear({ type: 'pong', tab: 'c', owner: 'a' }),
      hear({ type: 'full', tab: 'c' }),
      hear({ type: 'ping', tab: 'c' }),
      hear({ type: 'bye', tab: 'b' }),
    );
    expect(effects).toEqual([]);
  });

  it('pings a new owner at once and attaches to it', () => {
    const { effects } = run(
      initialElection('b', 0),
      hear({ type: 'pong', tab: 'b', owner: 'a' }),
      hear({ type: 'owner', owner: 'c' }),
      hear({ type: 'pong', tab: 'b', owner: 'c' }),
    );
    expect(types(effects)).toEqual(['attach', 'post', 'attach']);
  });

  it('says that the owner sleeps after OWNER_SILENT_MS, once, and goes on under a new name', () => {
    const silent = run(initialElection('b', 0), ...ticksFor(OWNER_SILENT_MS * 2));
    const troubles = silent.effects.filter(({ type }) => type === 'trouble');
    expect(troubles).toEqual([{ type: 'trouble', trouble: 'owner-silent' }]);
    expect(silent.state).toMatchObject({ tab: 'b.1', role: 'seeking' });
    expect(silent.effects).toContainEqual({ type: 'post', message: { type: 'bye', tab: 'b' } });
    const awake = run(silent.state, hear({ type: 'pong', tab: 'b.1', owner: 'a' }));
    expect(awake.effects).toEqual([{ type: 'attach', owner: 'a' }]);
    const again = run(awake.state, ...ticksFor(OWNER_SILENT_MS, 60_000));
    expect(again.state.tab).toBe('b.2');
  });

  it('does not blame the owner for its own sleep', () => {
    const { effects } = run(initialElection('b', 0), tick(0), tick(60_000), tick(61_000));
    expect(types(effects)).not.toContain('trouble');
  });

  it('says that there is no room, and attaches when there is', () => {
    const full = run(initialElection('b', 0), tick(0), hear({ type: 'full', tab: 'b' }));
    expect(full.effects).toContainEqual({ type: 'trouble', trouble: 'no-room' });
    const { effects } = run(
      full.state,
      tick(1_000),
      hear({ type: 'full', tab: 'b.1' }),
      tick(2_000),
      hear({ type: 'pong', tab: 'b.1', owner: 'a' }),
    );
    expect(types(effects)).toEqual(['post', 'post', 'attach']);
  });

  it('becomes the owner when it is granted the lock', () => {
    const { state, effects } = run(
      initialElection('b', 0),
      hear({ type: 'pong', tab: 'b', owner: 'a' }),
      locked,
    );
    expect(state.role).toBe('owner');
    expect(effects.slice(1)).toEqual([
      { type: 'own' },
      { type: 'post', message: { type: 'owner', owner: 'b' } },
    ]);
  });
});

describe('the owner', () => {
  const owner = run(initialElection('a', 0), locked).state;

  it('serves a tab on its first ping and answers every ping', () => {
    const { effects } = run(
      owner,
      hear({ type: 'ping', tab: 'b' }),
      hear({ type: 'ping', tab: 'b' }),
    );
    const pong = { type: 'post', message: { type: 'pong', tab: 'b', owner: 'a' } };
    expect(effects).toEqual([pong, { type: 'serve', tab: 'b' }, pong]);
  });

  it('releases a tab that says bye, and ignores strangers', () => {
    const { effects } = run(
      owner,
      hear({ type: 'ping', tab: 'b' }),
      hear({ type: 'bye', tab: 'c' }),
      hear({ type: 'bye', tab: 'b' }),
      hear({ type: 'bye', tab: 'b' }),
    );
    expect(types(effects)).toEqual(['post', 'serve', 'release']);
  });

  it('releases a tab after ATTACHED_TAB_SILENT_MS and serves it again when it pings', () => {
    const { effects } = run(
      owner,
      hear({ type: 'ping', tab: 'b' }, 0),
      tick(ATTACHED_TAB_SILENT_MS),
      tick(ATTACHED_TAB_SILENT_MS + 1),
      hear({ type: 'ping', tab: 'b' }, ATTACHED_TAB_SILENT_MS + 2),
    );
    expect(types(effects)).toEqual(['post', 'serve', 'release', 'post', 'serve']);
  });

  it('has room for MAX_ATTACHED_TABS', () => {
    const tabs = Array.from({ length: MAX_ATTACHED_TABS + 1 }, (_, i) => `tab-${i}`);
    const { state, effects } = run(owner, ...tabs.map((tab) => hear({ type: 'ping', tab })));
    expect(state.served.size).toBe(MAX_ATTACHED_TABS);
    expect(effects.at(-1)).toEqual({
      type: 'post',
      message: { type: 'full', tab: `tab-${MAX_ATTACHED_TABS}` },
    });
  });
});

describe('any order of events', () => {
  const tab = fc.constantFrom('a', 'a.1', 'b', 'c');
  const message: fc.Arbitrary<TabMessage> = fc.oneof(
    fc.record({ type: fc.constant('ping' as const), tab }),
    fc.record({ type: fc.constant('pong' as const), tab, owner: tab }),
    fc.record({ type: fc.constant('full' as const), tab }),
    fc.record({ type: fc.constant('owner' as const), owner: tab }),
    fc.record({ type: fc.constant('bye' as const), tab }),
  );
  const input: fc.Arbitrary<ElectionInput> = fc.oneof(
    fc.record({ type: fc.constant('tick' as const), nowMs: fc.nat(500_000) }),
    fc.record({ type: fc.constant('message' as const), message, nowMs: fc.nat(500_000) }),
  );

  it('never makes a tab without the lock own the node, and serves each tab once', () => {
    fc.assert(
      fc.property(fc.array(input), fc.array(input), (before, after) => {
        const seeking = run(initialElection('a', 0), ...before);
        expect(types(seeking.effects)).not.toContain('own');
        expect(types(seeking.effects)).not.toContain('serve');
        const owning = run(seeking.state, locked, ...after);
        expect(owning.effects.filter(({ type }) => type === 'own')).toHaveLength(1);
        const served = new Set<string>();
        for (const effect of owning.effects) {
          if (effect.type === 'serve') {
            expect(served.has(effect.tab)).toBe(false);
            served.add(effect.tab);
          } else if (effect.type === 'release') expect(served.delete(effect.tab)).toBe(true);
        }
        expect(new Set(owning.state.served.keys())).toEqual(served);
      }),
    );
  });
});
