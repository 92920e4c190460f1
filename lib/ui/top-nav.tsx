'use client';
import { Search } from 'lucide-react';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { buttonStyle } from './button-style.ts';
import { cx } from './cx.ts';
import { links } from './links.ts';
import { Mark } from './mark.tsx';
import { messages } from './messages.ts';
import { isCurrent, NAV_ITEMS } from './nav-items.ts';

/** The bar above every page; `account` is the connect button or the account pill. */
export function TopNav({ account }: { account: ReactNode }) {
  const pathname = usePathname();
  return (
    <header className="sticky top-0 z-20 border-b border-hairline bg-cloth/88 backdrop-blur-[14px] backdrop-saturate-[1.3] max-desk:-order-2">
      <div className="frame flex h-[60px] items-center gap-8 max-desk:h-14 max-desk:gap-3">
        <Link
          href={links.node}
          className="inline-flex h-11 items-center gap-[9px] text-[1.125rem] font-[640] tracking-[-0.03em]"
        >
          <Mark />
          {messages.product}
        </Link>
        <nav aria-label={messages.nav.main} className="flex flex-1 gap-0.5 max-desk:hidden">
          {NAV_ITEMS.map((item) => {
            const current = isCurrent(item.href, pathname);
            return (
              <Link
                key={item.href}
                href={item.href}
                aria-current={current ? 'page' : undefined}
                className={cx(
                  'relative rounded-control px-3 py-[7px] text-control font-medium transition-colors duration-(--fast) hover:bg-cloth-sunken hover:text-ink',
                  current
                    ? 'text-ink after:absolute after:inset-x-3 after:-bottom-[11px] after:h-[3px] after:rounded-t-[3px] after:bg-dye-3'
                    : 'text-ink-2',
                )}
              >
                {item.label}
              </Link>
            );
          })}
        </nav>
        <div className="flex items-center gap-2 max-desk:ml-auto">
          <Link
            href={`${links.explorer}#search`}
            aria-label={messages.nav.search}
            className={cx(buttonStyle({ kind: 'quiet', size: 'small' }), 'max-desk:hidden')}
          >
            <Search size={16} aria-hidden="true" />
            <Key>/</Key>
          </Link>
          {account}
        </div>
      </div>
    </header>
  );
}

function Key({ children }: { children: string }) {
  return (
    <kbd className="rounded-chip border border-b-2 border-hairline-strong bg-cloth-raised px-[7px] py-1 font-mono text-xs leading-none text-ink-2">
      {children}
    </kbd>
  );
}
