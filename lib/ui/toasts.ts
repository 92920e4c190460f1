import { Toast } from '@base-ui/react/toast';
import type { ReactNode } from 'react';

export interface ToastContent {
  title: string;
  description: ReactNode;
  /** A slack thread while pending, a tight one when final; a fault has none. */
  state: 'pending' | 'final' | 'fault';
}

const FINAL_SHOWN_MS = 8_000;

/** Toasts may be added from anywhere; `Toaster` draws them. */
export const toastManager = Toast.createToastManager<{ state: ToastContent['state'] }>();

/** Shows a toast and gives back a way to turn the same toast into what it becomes. */
export function showToast(content: ToastContent): (next: ToastContent) => void {
  const id = toastManager.add(optionsFrom(content));
  return (next) => toastManager.update(id, optionsFrom(next));
}

function optionsFrom({ title, description, state }: ToastContent) {
  return {
    title,
    description,
    data: { state },
    timeout: state === 'final' ? FINAL_SHOWN_MS : 0,
    priority: state === 'fault' ? ('high' as const) : ('low' as const),
  };
}
