import { useEffect, useState } from 'react';
import { claimItem } from '../../client/qa/claim-item.ts';
import { type Courier, createCourier } from '../../client/qa/courier.ts';
import type { Outbox } from '../../client/qa/outbox.ts';
import type { OutboxItem } from '../../client/qa/outbox-item.ts';
import { sendBySession } from '../../client/sessions/send-by-session.ts';
import { useClient } from '../use-client.ts';
import { useWallet } from '../wallet/use-wallet.ts';

/** Sends what is in an outbox while the node is live. `onFailed` must not change. */
export function useCourier(
  outbox: Outbox | undefined,
  isLive: boolean,
  maySign: boolean,
  onFailed: (item: OutboxItem) => void,
): void {
  const client = useClient();
  const { account } = useWallet();
  const [courier, setCourier] = useState<Courier>();
  useEffect(() => {
    if (!client || !outbox || !account) return;
    const next = createCourier({
      ...{ client, outbox, onFailed },
      claim: ({ id }) => claimItem(`${outbox.key}.${id}`),
      send: ({ primaryType, fields }, onSigned) =>
        sendBySession(client, { account, primaryType, fields }, onSigned),
    });
    setCourier(next);
    return () => {
      next.stop();
      setCourier(undefined);
    };
  }, [client, outbox, account, onFailed]);
  useEffect(() => courier?.setReady(isLive, maySign), [courier, isLive, maySign]);
}
