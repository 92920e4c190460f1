import { useMemo } from 'react';
import { checksumAddress } from '../core/address.ts';
import type { Address } from '../core/bytes.ts';
import { CopyButton } from './copy-button.tsx';
import { messages } from './messages.ts';

/** Every digit of an address, its capitals being a checksum against typing errors. */
export function FullAddress({ address }: { address: Address }) {
  const text = useMemo(() => checksumAddress(address), [address]);
  return (
    <span className="inline-flex items-center gap-1">
      <span className="mono wrap-anywhere" data-address={address}>
        {text}
      </span>
      <CopyButton value={text} what={messages.things.address} />
    </span>
  );
}
