import type { Hex } from '../core/bytes.ts';
import { CopyButton } from './copy-button.tsx';
import { shortHex } from './format/short-hex.ts';
import { messages } from './messages.ts';
import { PageLink } from './page-link.tsx';

/** Middle ellipsis, the whole on hover and by copying. Never coloured. */
export function HashText({
  hash,
  href,
  what = messages.things.hash,
  copy = true,
}: {
  hash: Hex;
  href?: string | undefined;
  what?: string;
  copy?: boolean;
}) {
  const short = shortHex(hash);
  return (
    <span className="mono inline-flex items-center gap-1 whitespace-nowrap">
      {href ? (
        <PageLink
          href={href}
          title={hash}
          className="-my-1 inline-block py-1 underline-offset-[3px] hover:underline"
        >
          {short}
        </PageLink>
      ) : (
        <span title={hash}>{short}</span>
      )}
      {copy && <CopyButton value={hash} what={what} />}
    </span>
  );
}
