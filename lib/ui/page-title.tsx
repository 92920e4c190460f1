import { useLayoutEffect } from 'react';
import { messages } from './messages.ts';

/**
 * Names the tab after what it shows. Views that differ in their query only share the title of their
 * file, which may still be put in place after a view is there: while the view is shown, its own
 * name is put back, and afterwards that of the file.
 */
export function PageTitle({ of: what }: { of: string }) {
  useLayoutEffect(() => {
    const ours = messages.pageTitle(what);
    let theirs = document.title;
    const name = () => {
      if (document.title === ours) return;
      theirs = document.title;
      document.title = ours;
    };
    name();
    const observer = new MutationObserver(name);
    observer.observe(document.head, { childList: true, characterData: true, subtree: true });
    return () => {
      observer.disconnect();
      if (document.title === ours) document.title = theirs;
    };
  }, [what]);
  return null;
}
