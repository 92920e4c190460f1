import type { Address } from '../../../lib/client/types.ts';
import { Card } from '../../../lib/ui/card.tsx';
import { FullAddress } from '../../../lib/ui/full-address.tsx';
import { messages } from '../../../lib/ui/messages.ts';
import { QrCode } from '../../../lib/ui/qr-code.tsx';

const words = messages.wallet;

/** The address to give to somebody, for a camera and for the clipboard. */
export function ReceiveCard({ account }: { account: Address }) {
  return (
    <Card id="receive" title={words.receive}>
      <div className="flex flex-wrap items-center gap-5">
        <div className="w-[168px] max-desk:mx-auto max-desk:w-[208px]">
          <QrCode text={account} label={words.qr(account)} />
        </div>
        <div className="min-w-0 flex-[1_1_200px] text-sm">
          <p className="mb-3 text-ink-2">{words.receiveWords}</p>
          <FullAddress address={account} />
        </div>
      </div>
    </Card>
  );
}
