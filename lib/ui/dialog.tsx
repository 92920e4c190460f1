import { Dialog as Base } from '@base-ui/react/dialog';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { buttonStyle } from './button-style.ts';
import { messages } from './messages.ts';

/** One question; the footer says what it waits for. A sheet from the lower edge on phones. */
export function Dialog({
  open,
  onClose,
  title,
  footer,
  children,
}: {
  open: boolean;
  onClose: () => void;
  title: string;
  footer?: ReactNode;
  children: ReactNode;
}) {
  return (
    <Base.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-scrim transition-opacity duration-(--base) data-ending-style:opacity-0 data-starting-style:opacity-0" />
        <Base.Viewport className="fixed inset-0 z-50 grid overflow-y-auto p-4 desk:place-items-center max-desk:items-end max-desk:p-0">
          <Base.Popup className="w-full overflow-hidden rounded-dialog border border-hairline bg-cloth-top shadow-dialog outline-none transition-[opacity,translate] duration-(--base) ease-thread [--ground:var(--cloth-top)] desk:max-w-[420px] data-ending-style:translate-y-3 data-ending-style:opacity-0 data-starting-style:translate-y-3 data-starting-style:opacity-0 max-desk:rounded-b-none max-desk:pb-[env(safe-area-inset-bottom)]">
            <header className="flex items-center justify-between pt-5 pr-4 pl-6">
              <Base.Title render={<h2 className="text-base">{title}</h2>} />
              <Base.Close
                aria-label={messages.close}
                className={buttonStyle({ kind: 'quiet', square: true })}
              >
                <X size={17} aria-hidden="true" />
              </Base.Close>
            </header>
            <div className="px-6 pt-3 pb-6">{children}</div>
            {footer && (
              <footer className="border-t border-hairline bg-cloth-raised px-6 py-4 text-sm text-ink-2">
                {footer}
              </footer>
            )}
          </Base.Popup>
        </Base.Viewport>
      </Base.Portal>
    </Base.Root>
  );
}
