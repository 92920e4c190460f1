import type { ErrorObject } from '../../../lib/client/types.ts';
import { useWallet } from '../../../lib/react/wallet/use-wallet.ts';
import { bridgeMessages } from '../../../lib/ui/bridge-messages.ts';
import { SigningError } from './signing-error.tsx';

/** Why it was not sent, and why it cannot be now. */
export function SubmitProblems({ error }: { error: ErrorObject | undefined }) {
  const { isWrongNetwork, network } = useWallet();
  return (
    <>
      {error && <SigningError error={error} />}
      {isWrongNetwork && network && (
        <p className="text-sm text-care">{bridgeMessages.bridge.networkFirst(network.name)}</p>
      )}
    </>
  );
}
