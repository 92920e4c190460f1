import { useState } from 'react';
import type { ErrorObject, TransactionView } from '../../lib/client/types.ts';
import { useStatus } from '../../lib/react/use-status.ts';
import { useTransaction } from '../../lib/react/use-transaction.ts';
import { useSignAction } from '../../lib/react/wallet/use-sign-action.ts';
import { useWallet } from '../../lib/react/wallet/use-wallet.ts';
import type { ActionRequest } from '../../lib/react/wallet/wallet-types.ts';
import { problemFrom } from '../../lib/ui/problem.ts';

/** One action from the button to its final block. */
export interface ActionState {
  stage: 'idle' | 'making' | 'preparing' | 'signing' | 'sending' | 'sent';
  isBusy: boolean;
  /** Final and successful. */
  isDone: boolean;
  /** The node is live. */
  isLive: boolean;
  /** And the wallet is on the right network. */
  isReady: boolean;
  transaction: TransactionView | undefined;
  /** Why it was not sent, or what its block says went wrong. */
  error: ErrorObject | undefined;
  /** Makes the action, which may take a moment, then asks the wallet to sign it. */
  run(make: () => ActionRequest | Promise<ActionRequest>): Promise<void>;
  reset(): void;
}

export function useAction(): ActionState {
  const action = useSignAction();
  const wallet = useWallet();
  const isLive = useStatus()?.phase === 'live';
  const transaction = useTransaction(action.hash).value ?? undefined;
  const [isMaking, setMaking] = useState(false);
  const [problem, setProblem] = useState<ErrorObject>();
  const stage = isMaking ? 'making' : action.stage;
  const isSettled = transaction?.final || transaction?.status === 'expired';

  return {
    stage,
    isBusy: stage !== 'idle' && !(stage === 'sent' && isSettled),
    isDone: transaction?.final === true && transaction.status === 'success',
    isLive,
    isReady: isLive && !wallet.isWrongNetwork,
    transaction,
    error: problem ?? action.error ?? transaction?.failure,
    async run(make) {
      setProblem(undefined);
      action.reset();
      setMaking(true);
      try {
        const made = await make();
        setMaking(false);
        await action.sign(made);
      } catch (thrown) {
        setMaking(false);
        setProblem(problemFrom(thrown));
      }
    },
    reset() {
      setProblem(undefined);
      action.reset();
    },
  };
}
