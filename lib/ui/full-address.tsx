import { useMemo } from 'react';
import { checksumAddress } from '../core/address.ts';
import type { Address } from '../core/bytes.ts';
import { CopyButton } from './copy-button.tsx';
import { messages } from './messages.ts';

/** Where a narrow place breaks it: half of 42 characters. */
const HALF = 21;

/** Every digit of an address, its capitals being a checksum against typing errors. */
export function FullAddress({ address }: { address: Address }) {
  const text = useMemo(() => checksumAddress(address), [address]);
  return (
    <span className="mono" data-address={address}>
      {text.slice(0, HALF)}
      <wbr />
      <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
        {text.slice(HALF)}
        <CopyButton value={text} what={messages.things.address} />
      </span>
    </span>
  );
}
