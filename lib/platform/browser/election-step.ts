import { ATTACHED_TAB_SILENT_MS, MAX_ATTACHED_TABS, OWNER_SILENT_MS } from '../../core/limits.ts';
import type { TabMessage } from './tab-messages.ts';

// Which tab of a browser runs the node. One exclusive lock decides; everything here is about the
// tabs that do not hold it finding the one that does.
//
// - Every tab asks for the lock and waits in line. Whoever is granted it is the owner, and says so.
// - A tab without the lock pings. The owner serves a tab on its first ping and answers each with a
//   pong. When the owner closes, the browser grants the lock to the next in line.
// - An owner that leaves pings unanswered for OWNER_SILENT_MS sleeps while it holds the lock.
//   Taking the lock from it could make two nodes write one database, so the tab waits and says why.
//   It goes on asking under a new name, so that whoever answers greets it as a new client.
// - A tab unheard of for ATTACHED_TAB_SILENT_MS is served no longer; its next ping serves it again.

/** Why a tab without the lock has no node to speak to. */
export type ElectionTrouble = 'owner-silent' | 'no-room';

export interface ElectionState {
  /** Our name among tabs, and of the link to the owner. */
  readonly tab: string;
  readonly role: 'seeking' | 'owner' | 'attached';
  /** The tab that serves us. */
  readonly owner?: string;
  readonly trouble?: ElectionTrouble;
  /** Since when pings have gone without an answer. */
  readonly unansweredSinceMs?: number;
  readonly lastTickMs: number;
  /** Tabs we serve, and when each was last heard. */
  readonly served: ReadonlyMap<string, number>;
}

export type ElectionInput =
  | { type: 'tick'; nowMs: number }
  | { type: 'locked' }
  | { type: 'message'; message: TabMessage; nowMs: number };

export type ElectionEffect =
  | { type: 'post'; message: TabMessage }
  /** Run the node. */
  | { type: 'own' }
  /** Speak to the node through this owner. */
  | { type: 'attach'; owner: string }
  | { type: 'trouble'; trouble: ElectionTrouble }
  | { type: 'serve'; tab: string }
  | { type: 'release'; tab: string };

export interface ElectionStep {
  state: ElectionState;
  effects: ElectionEffect[];
}

export function initialElection(tab: string, nowMs: number): ElectionState {
  return { tab, role: 'seeking', lastTickMs: nowMs, served: new Map() };
}

export function electionStep(state: ElectionState, input: ElectionInput): ElectionStep {
  if (input.type === 'locked') return becomeOwner(state);
  if (input.type === 'message') {
    return state.role === 'owner'
      ? hearTab(state, input.message, input.nowMs)
      : hearOwner(state, input.message);
  }
  const next = { ...state, lastTickMs: input.nowMs };
  return state.role === 'owner'
    ? releaseSilentTabs(next, input.nowMs)
    : ping(next, input.nowMs, input.nowMs - state.lastTickMs);
}

function becomeOwner({ tab, lastTickMs }: ElectionState): ElectionStep {
  return {
    state: { tab, role: 'owner', lastTickMs, served: new Map() },
    effects: [{ type: 'own' }, { type: 'post', message: { type: 'owner', owner: tab } }],
  };
}

function ping(state: ElectionState, nowMs: number, sinceTickMs: number): ElectionStep {
  // A long time between ticks means that we slept ourselves, and proves nothing about the owner.
  const slept = sinceTickMs >= OWNER_SILENT_MS;
  const unansweredSinceMs = slept ? nowMs : (state.unansweredSinceMs ?? nowMs);
  const asked: ElectionStep = {
    state: { ...state, unansweredSinceMs },
    effects: [{ type: 'post', message: { type: 'ping', tab: state.tab } }],
  };
  if (nowMs - unansweredSinceMs < OWNER_SILENT_MS) return asked;
  return enterTrouble(asked, 'owner-silent');
}

function enterTrouble({ state, effects }: ElectionStep, trouble: ElectionTrouble): ElectionStep {
  if (state.trouble === trouble) return { state, effects };
  const { tab, lastTickMs, unansweredSinceMs, served } = state;
  return {
    state: { tab: successor(tab), role: 'seeking', trouble, unansweredSinceMs, lastTickMs, served },
    effects: [
      ...effects,
      { type: 'post', message: { type: 'bye', tab } },
      { type: 'trouble', trouble },
    ],
  };
}

function releaseSilentTabs(state: ElectionState, nowMs: number): ElectionStep {
  const silent = [...state.served].filter(([, seenMs]) => nowMs - seenMs > ATTACHED_TAB_SILENT_MS);
  const served = new Map(state.served);
  for (const [tab] of silent) served.delete(tab);
  return {
    state: { ...state, served },
    effects: silent.map(([tab]) => ({ type: 'release', tab })),
  };
}

function hearTab(state: ElectionState, message: TabMessage, nowMs: number): ElectionStep {
  if (message.type === 'bye' && state.served.has(message.tab)) {
    const served = new Map(state.served);
    served.delete(message.tab);
    return { state: { ...state, served }, effects: [{ type: 'release', tab: message.tab }] };
  }
  if (message.type !== 'ping' || message.tab === state.tab) return { state, effects: [] };
  const { tab } = message;
  const known = state.served.has(tab);
  if (!known && state.served.size >= MAX_ATTACHED_TABS) {
    return { state, effects: [{ type: 'post', message: { type: 'full', tab } }] };
  }
  const pong: ElectionEffect = { type: 'post', message: { type: 'pong', tab, owner: state.tab } };
  return {
    state: { ...state, served: new Map(state.served).set(tab, nowMs) },
    effects: known ? [pong] : [pong, { type: 'serve', tab }],
  };
}

function hearOwner(state: ElectionState, message: TabMessage): ElectionStep {
  if (message.type === 'owner') {
    return {
      state: { ...state, unansweredSinceMs: undefined },
      effects: [{ type: 'post', message: { type: 'ping', tab: state.tab } }],
    };
  }
  if (!('tab' in message) || message.tab !== state.tab) return { state, effects: [] };
  const answered = { ...state, unansweredSinceMs: undefined };
  if (message.type === 'full') return enterTrouble({ state: answered, effects: [] }, 'no-room');
  if (message.type !== 'pong') return { state, effects: [] };
  const { owner } = message;
  return {
    state: { ...answered, role: 'attached', owner, trouble: undefined },
    effects: state.owner === owner ? [] : [{ type: 'attach', owner }],
  };
}

/** `a` is followed by `a.1`, and that by `a.2`. */
function successor(tab: string): string {
  const [name, generation = '0'] = tab.split('.');
  return `${name}.${Number(generation) + 1}`;
}
