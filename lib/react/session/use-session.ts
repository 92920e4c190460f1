import { useCallback } from 'react';
import { closeAllSessions } from '../../client/sessions/close-all-sessions.ts';
import { closeSession } from '../../client/sessions/close-session.ts';
import type { OpenSession, SessionStanding } from '../../client/sessions/current-session.ts';
import {
  type OpeningStage,
  openSession,
  type SessionTerms,
} from '../../client/sessions/open-session.ts';
import { sendBySession } from '../../client/sessions/send-by-session.ts';
import type { SessionView } from '../../client/sessions/session-list.ts';
import type { Address, ErrorObject, Hash } from '../../client/types.ts';
import { WeftError } from '../../core/errors.ts';
import { useClient } from '../use-client.ts';
import { useStore } from '../use-store.ts';
import { useWallet } from '../wallet/use-wallet.ts';
import type { ActionRequest } from '../wallet/wallet-types.ts';
import { keepSessions, type SessionsRead } from './keep-sessions.ts';
import { useAskWallet } from './use-ask-wallet.ts';

export interface Session {
  /**
   * With which this browser signs for the connected account. Null: none, undefined: not known, as
   * while one is being opened.
   */
  session: OpenSession | null | undefined;
  /** Why there is none any more. */
  lost?: 'expired' | 'revoked';
  /** All of the account that are open, of any browser. */
  list?: readonly SessionView[];
  /** Why nothing is known of them. */
  readError?: ErrorObject;
  /** What the wallet was asked for last, and how far that is. */
  stage: 'idle' | OpeningStage;
  /** Why it came to nothing. */
  error?: ErrorObject;
  /** True when it is open and final; what goes wrong is in `error`. */
  open(terms: SessionTerms): Promise<boolean>;
  /**
   * Sends an action without asking anybody; resolves with its hash. @throws WeftError as
   * `sendBySession`, `wallet/locked` without an account.
   */
  send(action: ActionRequest): Promise<Hash>;
  /** The hash when the node has accepted it; what goes wrong is in `error`. */
  close(id: Hash): Promise<Hash | undefined>;
  closeAll(): Promise<Hash | undefined>;
  reset(): void;
}

/** The session of the connected account in this browser. */
export function useSession(): Session {
  const client = useClient();
  const { account } = useWallet();
  const key = account && `sessions ${account}`;
  const read = useStore<SessionsRead>(key, (from, set) =>
    keepSessions(from, account as Address, set),
  );
  const { stage, error, ask, reset } = useAskWallet<OpeningStage>();

  const send = useCallback(
    async (action: ActionRequest) => {
      if (!client || !account) throw new WeftError('wallet/locked', 'no wallet is connected');
      return sendBySession(client, { ...action, account });
    },
    [client, account],
  );
  const { standing, list, error: readError } = read ?? NOTHING_YET;
  return {
    session: sessionOf(standing),
    ...(standing?.state === 'none' && standing.why && { lost: standing.why }),
    ...(list && { list }),
    ...(readError && { readError }),
    ...{ stage, send, reset },
    ...(error && { error }),
    open: async (terms) => {
      const id = await ask((asking, onStage) =>
        openSession(asking.client, asking.signer, { ...terms, account: asking.account }, onStage),
      );
      return id !== undefined;
    },
    close: (id) =>
      ask((asking) => closeSession(asking.client, asking.signer, { account: asking.account, id })),
    closeAll: () => ask((asking) => closeAllSessions(asking.client, asking.signer, asking.account)),
  };
}

const NOTHING_YET: SessionsRead = {};

function sessionOf(standing: SessionStanding | undefined): OpenSession | null | undefined {
  if (standing?.state === 'open') return standing.session;
  return standing?.state === 'none' ? null : undefined;
}
