import { useEffect } from 'react';
import { messages } from './messages.ts';

/**
 * Names the tab after what it shows. Views that differ in their query only share the title of their
 * file, so each names itself; other pages bring their own title when they are opened.
 */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = messages.pageTitle(title);
  }, [title]);
}
