'use client';
import { Toast } from '@base-ui/react/toast';
import { TriangleAlert, X } from 'lucide-react';
import { messages } from './messages.ts';
import { Thread } from './thread.tsx';
import { type ToastContent, toastManager } from './toasts.ts';

/** Where toasts appear: above the strip, out of the way of the form. */
export function Toaster() {
  return (
    <Toast.Provider toastManager={toastManager}>
      <Toast.Portal>
        <Toast.Viewport className="fixed right-8 bottom-14 z-30 flex w-[360px] flex-col gap-2.5 max-desk:inset-x-4 max-desk:bottom-[84px] max-desk:w-auto">
          <ToastList />
        </Toast.Viewport>
      </Toast.Portal>
    </Toast.Provider>
  );
}

function ToastList() {
  const { toasts } = Toast.useToastManager<{ state: ToastContent['state'] }>();
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      data-toast-state={toast.data?.state}
      className="rounded-[14px] border border-hairline bg-cloth-top text-sm shadow-float transition-[opacity,translate] duration-(--base) ease-thread data-ending-style:opacity-0 data-starting-style:translate-y-2 data-starting-style:opacity-0"
    >
      <Toast.Content className="flex items-start gap-3 py-3.5 pr-3 pl-4">
        <span className="mt-[7px]">
          {toast.data?.state === 'fault' ? (
            <TriangleAlert size={16} aria-hidden="true" className="-mt-1 text-fault" />
          ) : (
            <Thread tight={toast.data?.state === 'final'} />
          )}
        </span>
        <div className="min-w-0 flex-1">
          <Toast.Title className="font-strong" render={<p />} />
          <Toast.Description className="text-ink-2" render={<div />} />
        </div>
        <Toast.Close
          aria-label={messages.dismiss}
          className="inline-grid size-7 flex-none place-items-center rounded-chip text-ink-3 hover:bg-cloth-sunken hover:text-ink max-desk:size-9"
        >
          <X size={15} aria-hidden="true" />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ));
}
