import type { ReactNode } from 'react';
import { askMessages } from '../ask-messages.ts';
import { PageLink } from '../page-link.tsx';
import { safeLinkFrom } from './safe-link.ts';

const words = askMessages.markdown;

/**
 * An address that somebody wrote, as far as it may be followed; else only its words. A link to
 * another site says which one, unless its words are the address itself.
 */
export function SafeAnchor({
  href,
  isBare = false,
  children,
}: {
  href: string;
  isBare?: boolean;
  children: ReactNode;
}) {
  const link = safeLinkFrom(href);
  if (!link) return children;
  if (link.kind === 'own') {
    return (
      <PageLink href={link.href} className="link">
        {children}
      </PageLink>
    );
  }
  if (link.kind === 'mail') {
    return (
      <>
        <a href={link.href} rel="nofollow" className="link">
          {children}
        </a>
        {!isBare && <Whereto>{link.address}</Whereto>}
      </>
    );
  }
  return (
    <>
      <a
        href={link.href}
        target="_blank"
        rel="noopener noreferrer nofollow ugc"
        title={words.opens(link.host)}
        className="link"
      >
        {/* As the browser reads it: letters that look like others are spelled out. */}
        {isBare ? link.href : children}
      </a>
      {!isBare && <Whereto>{link.host}</Whereto>}
    </>
  );
}

function Whereto({ children }: { children: string }) {
  return <span className="ml-1 text-sm text-ink-2">({children})</span>;
}
