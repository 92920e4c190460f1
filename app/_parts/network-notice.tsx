import { useWallet } from '../../lib/react/wallet/use-wallet.ts';
import { Button } from '../../lib/ui/button.tsx';
import { messages } from '../../lib/ui/messages.ts';
import { Notice } from '../../lib/ui/notice.tsx';

const words = messages.wallet;

/** One button when the wallet is on another network than signatures must name. */
export function NetworkNotice() {
  const wallet = useWallet();
  if (!wallet.isWrongNetwork || !wallet.network) return null;
  const { name } = wallet.network;
  return (
    <div className="mb-6">
      <Notice
        kind="care"
        title={words.networkWrong}
        actions={
          <Button
            size="small"
            disabled={wallet.isSwitching}
            onClick={() => void wallet.switchNetwork()}
          >
            {wallet.isSwitching ? words.waiting : words.network(name)}
          </Button>
        }
      >
        {words.networkWords(name)}
      </Notice>
    </div>
  );
}
