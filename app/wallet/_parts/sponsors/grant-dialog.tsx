import dynamic from 'next/dynamic';
import type { GrantDialogProps } from './dialog-props.ts';

// Each form comes when somebody is about to fill it in.
const DIALOGS = {
  fill: dynamic(() => import('./fill-dialog.tsx').then((module) => module.FillDialog), {
    ssr: false,
  }),
  empty: dynamic(() => import('./empty-dialog.tsx').then((module) => module.EmptyDialog), {
    ssr: false,
  }),
  change: dynamic(
    () => import('./change-grant-dialog.tsx').then((module) => module.ChangeGrantDialog),
    { ssr: false },
  ),
  invite: dynamic(() => import('./invite-dialog.tsx').then((module) => module.InviteDialog), {
    ssr: false,
  }),
  end: dynamic(
    () => import('./end-invitations-dialog.tsx').then((module) => module.EndInvitationsDialog),
    { ssr: false },
  ),
  close: dynamic(
    () => import('./close-grant-dialog.tsx').then((module) => module.CloseGrantDialog),
    { ssr: false },
  ),
};

export type GrantDialogName = keyof typeof DIALOGS;

/** What the opener of a grant does with it; it outlives the grant, to say that it is closed. */
export function GrantDialog({ what, ...props }: GrantDialogProps & { what: GrantDialogName }) {
  const Dialog = DIALOGS[what];
  return <Dialog {...props} />;
}
