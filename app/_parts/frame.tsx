'use client';
import dynamic from 'next/dynamic';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { links } from '../../lib/ui/links.ts';

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

/** In files of its own, which pages without a node never load. */
const Shell = dynamic(() => import('./shell.tsx').then((loaded) => loaded.Shell));
