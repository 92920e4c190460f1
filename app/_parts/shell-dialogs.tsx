'use client';
import dynamic from 'next/dynamic';
import { type ReactNode, useMemo, useState } from 'react';
import { type ShellActions, ShellActionsContext } from './shell-actions.ts';

// Nothing of these is needed to read, so their code comes when one is opened.
const ConnectDialog = dynamic(
  () => import('./connect-dialog.tsx').then((module) => module.ConnectDialog),
  { ssr: false },
);
const AccountDialog = dynamic(
  () => import('./account-dialog.tsx').then((module) => module.AccountDialog),
  { ssr: false },
);
const Toaster = dynamic(() => import('../../lib/ui/toaster.tsx').then((module) => module.Toaster), {
  ssr: false,
});

type Opened = 'connect' | 'account';

/** Dialogs and toasts outlive the page they were opened on. */
export function ShellDialogs({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState<Opened>();
  const [used, setUsed] = useState<ReadonlySet<Opened | 'toasts'>>(new Set());
  const actions = useMemo<ShellActions>(() => {
    const use = (part: Opened | 'toasts') => setUsed((before) => new Set([...before, part]));
    const openDialog = (dialog: Opened) => {
      use(dialog);
      setOpen(dialog);
    };
    return {
      openConnect: () => openDialog('connect'),
      openAccount: () => openDialog('account'),
      prepareToasts: () => use('toasts'),
    };
  }, []);
  const close = () => setOpen(undefined);
  return (
    <ShellActionsContext value={actions}>
      {children}
      {used.has('connect') && <ConnectDialog isOpen={open === 'connect'} onClose={close} />}
      {used.has('account') && <AccountDialog isOpen={open === 'account'} onClose={close} />}
      {used.has('toasts') && <Toaster />}
    </ShellActionsContext>
  );
}
