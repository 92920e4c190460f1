'use client';
import type { ReactNode } from 'react';
import { useStatus } from '../../lib/react/use-status.ts';
import { WeftProvider } from '../../lib/react/weft-provider.tsx';
import { BottomTabs } from '../../lib/ui/bottom-tabs.tsx';
import { messages } from '../../lib/ui/messages.ts';
import { Selvedge } from '../../lib/ui/selvedge.tsx';
import { TopNav } from '../../lib/ui/top-nav.tsx';
import { AccountControl } from './account-control.tsx';
import { SearchShortcut } from './search-shortcut.tsx';
import { ShellDialogs } from './shell-dialogs.tsx';

/** What every page keeps: the bar, the strip, and the node behind them. */
export function Shell({ children }: { children: ReactNode }) {
  return (
    <WeftProvider>
      <ShellDialogs>
        <a
          href="#main"
          className="absolute -top-16 left-4 z-50 rounded-control bg-ink px-4 py-2.5 text-cloth focus:top-3"
        >
          {messages.skip}
        </a>
        <SearchShortcut />
        <TopNav account={<AccountControl />} />
        <main
          id="main"
          tabIndex={-1}
          className="frame flex-1 pt-12 pb-18 outline-none max-desk:pt-6 max-desk:pb-12"
        >
          {children}
        </main>
        <Strip />
        <BottomTabs />
      </ShellDialogs>
    </WeftProvider>
  );
}

function Strip() {
  return <Selvedge status={useStatus()} />;
}
