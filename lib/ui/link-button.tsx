import type { ReactNode } from 'react';
import { type ButtonStyle, buttonStyle } from './button-style.ts';
import { PageLink } from './page-link.tsx';

/** A link that looks like a button because it is the next step. */
export function LinkButton({
  href,
  label,
  children,
  ...style
}: ButtonStyle & { href: string; label?: string; children: ReactNode }) {
  return (
    <PageLink href={href} className={buttonStyle(style)} aria-label={label}>
      {children}
    </PageLink>
  );
}
