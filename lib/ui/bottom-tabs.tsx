'use client';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { cx } from './cx.ts';
import { messages } from './messages.ts';
import { isCurrent, NAV_ITEMS } from './nav-items.ts';

/** The navigation of a phone, where a thumb reaches it. */
export function BottomTabs() {
  const pathname = usePathname();
  return (
    <nav
      aria-label={messages.nav.phone}
      className="sticky bottom-0 z-20 grid auto-cols-fr grid-flow-col border-t border-hairline bg-cloth/92 pb-[env(safe-area-inset-bottom)] backdrop-blur-[14px] desk:hidden"
    >
      {NAV_ITEMS.map((item) => {
        const current = isCurrent(item.href, pathname);
        return (
          <Link
            key={item.href}
            href={item.href}
            aria-current={current ? 'page' : undefined}
            className={cx(
              'relative grid justify-items-center gap-[3px] pt-2 pb-[9px] text-2xs font-medium -outline-offset-2',
              current
                ? 'text-dye-3 before:absolute before:-top-px before:h-[3px] before:w-8 before:rounded-b-[3px] before:bg-dye-3'
                : 'text-ink-2',
            )}
          >
            <item.icon size={20} strokeWidth={1.75} aria-hidden="true" />
            {item.label}
          </Link>
        );
      })}
    </nav>
  );
}
