import { TAB_PING_MS } from '../../core/limits.ts';
import type { Clock } from '../../node/ports.ts';
import {
  type ElectionEffect,
  type ElectionInput,
  type ElectionTrouble,
  electionStep,
  initialElection,
} from './election-step.ts';
import { tabMessageFrom } from './tab-messages.ts';

/** What the election needs of the browser. */
export interface ElectionPorts {
  /** Calls once when the lock is ours; the result gives it back, or up waiting for it. */
  requestLock(onGranted: () => void): () => void;
  /** Reaches all other tabs of the same chain. */
  channel: {
    post(message: unknown): void;
    onMessage(listener: (message: unknown) => void): void;
    close(): void;
  };
  clock: Clock;
  /** Unlike that of any other tab. */
  tab: string;
}

export interface ElectionEvents {
  /** This tab runs the node from now on. */
  onOwn(): void;
  /** Another tab serves us on the link of this name, which has been open since `onLink`. */
  onAttach(owner: string): void;
  onTrouble(trouble: ElectionTrouble): void;
  /** Listen on the link of this name now: its owner may greet us at any time. */
  onLink(link: string): void;
  /** As owner: serve the tab that listens on this link. */
  onServe(link: string): void;
  onRelease(link: string): void;
}

/** Takes part in the election until the result is called. The rules are in election-step.ts. */
export function joinElection(ports: ElectionPorts, events: ElectionEvents): () => void {
  let state = initialElection(ports.tab, ports.clock.monotonicMs());
  let cancelTick = () => {};

  function run(effect: ElectionEffect): void {
    if (effect.type === 'post') ports.channel.post(effect.message);
    else if (effect.type === 'own') events.onOwn();
    else if (effect.type === 'attach') events.onAttach(effect.owner);
    else if (effect.type === 'trouble') events.onTrouble(effect.trouble);
    else if (effect.type === 'serve') events.onServe(effect.tab);
    else events.onRelease(effect.tab);
  }

  function take(input: ElectionInput): void {
    const before = state.tab;
    const step = electionStep(state, input);
    state = step.state;
    for (const effect of step.effects) run(effect);
    if (state.tab !== before) events.onLink(state.tab);
  }

  function tick(): void {
    take({ type: 'tick', nowMs: ports.clock.monotonicMs() });
    cancelTick = ports.clock.after(TAB_PING_MS, tick);
  }

  events.onLink(state.tab);
  ports.channel.onMessage((received) => {
    const message = tabMessageFrom(received);
    if (message) take({ type: 'message', message, nowMs: ports.clock.monotonicMs() });
  });
  const releaseLock = ports.requestLock(() => take({ type: 'locked' }));
  tick();

  return () => {
    cancelTick();
    if (state.role !== 'owner') ports.channel.post({ type: 'bye', tab: state.tab });
    ports.channel.close();
    releaseLock();
  };
}
