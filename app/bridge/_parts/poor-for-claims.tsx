import type { Asset } from '../../../lib/client/bridge/assets.ts';
import type { Transfer } from '../../../lib/client/bridge/transfer.ts';
import { claimGas } from '../../../lib/client/bridge/typical-gas.ts';
import { useHolding } from '../../../lib/react/bridge/use-holding.ts';
import { bridgeMessages } from '../../../lib/ui/bridge-messages.ts';
import { formatAmount } from '../../../lib/ui/format/format-amount.ts';
import { Notice } from '../../../lib/ui/notice.tsx';
import type { BridgeSituation } from './bridge-situation.ts';

const words = bridgeMessages.bridge;

/** Says it before the wallet is asked: claims take ether on Ethereum, and there is too little. */
export function PoorForClaims({ situation }: { situation: BridgeSituation }) {
  const { account, assets, client, facts, transfers } = situation;
  const [{ token }] = assets as readonly [Asset, ...Asset[]];
  const gas = transfers?.reduce((sum, transfer) => sum + gasOf(transfer), 0n) ?? 0n;
  const question = { kind: 0, token, account, spender: account, ids: [] } as const;
  // While nothing can be claimed it is not asked again with each block.
  const holding = useHolding(client, question, gas > 0n && facts?.head);
  if (gas === 0n || !holding) return null;
  const costWei = gas * holding.gasPriceWei;
  if (holding.etherWei >= costWei) return null;
  return (
    <div className="mb-4">
      <Notice kind="care" title={words.poor}>
        {words.poorWords(`${formatAmount(costWei).short} ETH`)}
      </Notice>
    </div>
  );
}

function gasOf(transfer: Transfer): bigint {
  if (transfer.type !== 'withdrawal') return 0n;
  const { state, open } = transfer;
  const isOpen = state === 'claimable' || state === 'checkpoint';
  return isOpen ? claimGas(open.length, state === 'checkpoint') : 0n;
}
