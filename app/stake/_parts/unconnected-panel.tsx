import type { Address } from '../../../lib/client/types.ts';
import { AccountAddress } from '../../../lib/ui/address.tsx';
import { Button } from '../../../lib/ui/button.tsx';
import { messages } from '../../../lib/ui/messages.ts';
import { Notice } from '../../../lib/ui/notice.tsx';
import { stakeMessages } from '../../../lib/ui/stake-messages.ts';
import { useShellActions } from '../../_parts/shell-actions.ts';

const words = stakeMessages.validate.key;

/** This browser has the key of a validator, whose account the wallet does not show. */
export function UnconnectedPanel({ owner }: { owner: Address }) {
  const { openConnect } = useShellActions();
  return (
    <>
      <Notice title={words.unconnectedTitle}>
        {words.unconnected} <AccountAddress address={owner} />.
      </Notice>
      <Button kind="primary" wide onClick={openConnect}>
        {messages.wallet.connect}
      </Button>
    </>
  );
}
