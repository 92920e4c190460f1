import { usePathname, useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { links } from '../../lib/ui/links.ts';
import { isCurrent } from '../../lib/ui/nav-items.ts';
import { SEARCH_INPUT_ID } from '../../lib/ui/search-form.tsx';

const WRITES = 'input, textarea, select, [contenteditable="true"]';

/** The slash key finds anything, wherever one is and is not writing; within Ask, questions. */
export function SearchShortcut() {
  const router = useRouter();
  const place = isCurrent(links.ask, usePathname()) ? links.ask : links.explorer;
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
      const target = event.target instanceof Element ? event.target : undefined;
      if (event.key !== '/' || !isPlain || target?.closest(WRITES)) return;
      event.preventDefault();
      const input = document.getElementById(SEARCH_INPUT_ID);
      if (input) input.focus();
      else router.push(`${place}#${SEARCH_INPUT_ID}`);
    };
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, [router, place]);
  return null;
}
