import { useCallback } from 'react';
import { signInvitation } from '../../client/sponsor/sign-invitation.ts';
import type { Address, ErrorObject, Hash, Hex } from '../../client/types.ts';
import { useAskWallet } from '../session/use-ask-wallet.ts';

export interface Invite {
  /** `signing`: the wallet shows the invitation. */
  stage: 'idle' | 'preparing' | 'signing';
  error?: ErrorObject;
  /** Undefined if it was not signed, which `error` tells. */
  sign(grant: Hash, account: Address): Promise<Hex | undefined>;
}

/** Has the connected wallet sign invitations to its grants. */
export function useInvite(): Invite {
  const { stage, error, ask } = useAskWallet<'signing'>();
  const sign = useCallback(
    (grant: Hash, account: Address) =>
      ask(({ client, signer }, onStage) => {
        onStage('signing');
        return signInvitation(client, signer, { grant, account });
      }),
    [ask],
  );
  return { stage, ...(error && { error }), sign };
}
