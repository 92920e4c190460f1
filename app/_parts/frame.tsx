'use client';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { links } from '../../lib/ui/links.ts';
import { Shell } from './shell.tsx';

/** Every page stands in the shell, which starts the node, but those that must do without one. */
export function Frame({ children }: { children: ReactNode }) {
  const isAlone = usePathname().startsWith(links.rescue.replace(/\/$/, ''));
  if (!isAlone) return <Shell>{children}</Shell>;
  return (
    <main id="main" tabIndex={-1} className="frame flex-1 pt-12 pb-18 outline-none">
      {children}
    </main>
  );
}
