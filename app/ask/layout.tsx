import type { ReactNode } from 'react';
import { AskKeys } from './_parts/ask-keys.tsx';
import { AskPosting } from './_parts/ask-posting.tsx';

export default function AskLayout({ children }: { children: ReactNode }) {
  return (
    <AskPosting>
      <AskKeys />
      {children}
    </AskPosting>
  );
}
