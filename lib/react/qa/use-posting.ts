import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { QA_SESSION_ACTIONS, type QaAction } from '../../client/qa/actions.ts';
import { hasText, type OutboxItem } from '../../client/qa/outbox-item.ts';
import type { SessionTerms } from '../../client/sessions/open-session.ts';
import { type ErrorObject, errorObjectFrom, WeftError } from '../../core/errors.ts';
import type { Session } from '../session/use-session.ts';
import { useSession } from '../session/use-session.ts';
import { useStatus } from '../use-status.ts';
import { useWallet } from '../wallet/use-wallet.ts';
import type { Posting } from './posting-context.ts';
import { useCourier } from './use-courier.ts';
import { useSentDrafts } from './use-draft.ts';
import { useOutbox } from './use-outbox.ts';
import { useProfile } from './use-profile.ts';

export interface PostingOptions {
  /** A person wants to write, and no wallet is connected. */
  onNeedsWallet(): void;
  /** Both must not change. */
  onFailed(item: OutboxItem): void;
  onRefused(error: ErrorObject): void;
}

export interface PostingState {
  posting: Posting;
  /** With which the first post asks for one signature. */
  session: Session;
  /** What waits needs a session, or the person asked for another. */
  needsSession: boolean;
  /** The person looked at the question, and answered it or did not. */
  onSessionClosed(): void;
}

/** Stands behind `usePost`: one outbox, its courier, and the session that it needs. */
export function usePosting({ onNeedsWallet, onFailed, onRefused }: PostingOptions): PostingState {
  const { status, account } = useWallet();
  const { outbox, items } = useOutbox();
  const { session, need, isUsable, onClosed } = useSessionFor(items);
  const isLive = useStatus()?.phase === 'live';
  useCourier(outbox, isLive, isUsable, onFailed);
  useSentDrafts(items);
  const profile = useProfile(account && { account }).value;
  const intended = useRef<{ action: QaAction; untilMs: number }>(undefined);

  const post = useCallback(
    (action: QaAction) => {
      if (!outbox) {
        intended.current = { action, untilMs: Date.now() + INTENDED_MS };
        if (status === 'disconnected') onNeedsWallet();
        return undefined;
      }
      try {
        return outbox.add(action, Date.now());
      } catch (thrown) {
        onRefused(errorObjectFrom(thrown));
        return undefined;
      }
    },
    [outbox, status, onNeedsWallet, onRefused],
  );
  useEffect(() => {
    if (!outbox || !intended.current) return;
    const { action, untilMs } = intended.current;
    intended.current = undefined;
    if (Date.now() < untilMs) post(action);
  }, [outbox, post]);

  const withdraw = useCallback(() => {
    const error = new WeftError('session-key/none', 'no session was opened').toObject();
    for (const item of outbox?.all() ?? []) {
      if (item.state !== 'waiting' || item.envelope) continue;
      if (hasText(item)) outbox?.update(item.id, { state: 'failed', error });
      else outbox?.remove(item.id);
    }
  }, [outbox]);
  // Nothing is asked on page load: what a reload brought back goes where it was written.
  useEffect(() => {
    if (need === 'lost') withdraw();
  }, [need, withdraw]);

  const me = useMemo(
    () => account && { account, name: profile?.name ?? null, points: profile?.points ?? 1n },
    [account, profile?.name, profile?.points],
  );
  const [isAsked, setAsked] = useState(false);
  const posting = useMemo(() => {
    const forget = (id: number) => outbox?.remove(id);
    return { me, items, post, forget, signAgain: () => setAsked(true) };
  }, [me, items, post, outbox]);
  const onSessionClosed = () => {
    setAsked(false);
    if (!onClosed() && need === 'asks') withdraw();
  };
  return { posting, session, needsSession: need === 'asks' || isAsked, onSessionClosed };
}

/**
 * Whether what waits needs a session: `asks` for what was written on this page, `lost` for what a
 * reload brought back, `unknown` while it is being found out.
 */
function useSessionFor(items: readonly OutboxItem[]) {
  const session = useSession();
  const [loadedMs] = useState(() => Date.now());
  const [isOpened, setOpened] = useState(false);
  const wasOpened = useRef(false);
  const waiting = items.filter(({ state, envelope }) => state === 'waiting' && !envelope);
  const open = session.session;
  const mayAll = open && QA_SESSION_ACTIONS.every((each) => open.actions.includes(each));
  const isUsable = mayAll === true || isOpened;
  useEffect(() => {
    if (open) setOpened(false);
  }, [open]);
  const need = (() => {
    if (isUsable || waiting.length === 0) return 'none';
    if (open === undefined) return session.stage === 'idle' ? 'unknown' : 'asks';
    return waiting.some(({ id }) => id >= loadedMs) ? 'asks' : 'lost';
  })();
  const asking: Session = {
    ...session,
    open: async (terms: SessionTerms) => {
      wasOpened.current = await session.open(terms);
      setOpened(wasOpened.current);
      return wasOpened.current;
    },
  };
  const onClosed = () => {
    const result = wasOpened.current;
    wasOpened.current = false;
    return result;
  };
  return { session: asking, need, isUsable, onClosed };
}

/** For so long a press of a button is meant while the wallet is being connected. */
const INTENDED_MS = 120_000;
