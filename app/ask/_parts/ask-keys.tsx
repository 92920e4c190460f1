'use client';
import dynamic from 'next/dynamic';
import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { links } from '../../../lib/ui/links.ts';
import { stepTo } from './step-to.ts';

// Nothing of it is needed to read.
const KeysDialog = dynamic(() => import('./keys-dialog.tsx').then((module) => module.KeysDialog), {
  ssr: false,
});

const WRITES = 'input, textarea, select, [contenteditable="true"]';
/** While one is open, its keys are its own. */
const DIALOG = '[role="dialog"]';

/** Opens the list of shortcuts from anywhere within Ask. */
export const SHOW_KEYS_EVENT = 'ask-show-keys';

/** The keys of Ask: they rest while somebody is typing. */
export function AskKeys() {
  const router = useRouter();
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const show = () => setOpen(true);
    const actions: Readonly<Record<string, () => void>> = {
      j: () => stepTo(1),
      k: () => stepTo(-1),
      n: () => router.push(links.newQuestion),
      '?': show,
    };
    const listen = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : undefined;
      const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
      const action = actions[event.key];
      if (!action || !isPlain || event.defaultPrevented) return;
      if (target?.closest(WRITES) || document.querySelector(DIALOG)) return;
      event.preventDefault();
      action();
    };
    addEventListener('keydown', listen);
    addEventListener(SHOW_KEYS_EVENT, show);
    return () => {
      removeEventListener('keydown', listen);
      removeEventListener(SHOW_KEYS_EVENT, show);
    };
  }, [router]);
  return isOpen && <KeysDialog onClose={() => setOpen(false)} />;
}
