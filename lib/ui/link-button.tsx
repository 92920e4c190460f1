import Link from 'next/link';
import type { ReactNode } from 'react';
import { type ButtonStyle, buttonStyle } from './button-style.ts';

/** A link that looks like a button because it is the next step. */
export function LinkButton({
  href,
  label,
  children,
  ...style
}: ButtonStyle & { href: string; label?: string; children: ReactNode }) {
  return (
    <Link href={href} className={buttonStyle(style)} aria-label={label}>
      {children}
    </Link>
  );
}
