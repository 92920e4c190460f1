import type { ReactNode } from 'react';
import { AskKeys } from './_parts/ask-keys.tsx';

export default function AskLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <AskKeys />
      {children}
    </>
  );
}
