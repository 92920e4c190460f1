import type { Address } from '../core/bytes.ts';
import { CopyButton } from './copy-button.tsx';
import { shortHex } from './format/short-hex.ts';
import { links } from './links.ts';
import { messages } from './messages.ts';
import { PageLink } from './page-link.tsx';
import { Swatch } from './swatch.tsx';

/** Swatch, name or four and four digits, link, and a button that copies the whole. */
export function AccountAddress({
  address,
  name,
  copy = false,
}: {
  address: Address;
  name?: string | undefined;
  copy?: boolean;
}) {
  return (
    <span className="mx-px inline-flex max-w-full min-w-0 items-center gap-[7px] align-[calc(0.36em-10px)] whitespace-nowrap">
      <Swatch address={address} />
      <PageLink
        href={links.account(address)}
        title={address}
        className="-my-1 truncate py-1 underline-offset-[3px] hover:underline"
      >
        {name ?? <span className="mono">{shortHex(address)}</span>}
      </PageLink>
      {copy && <CopyButton value={address} what={messages.things.address} />}
    </span>
  );
}
