import type { Metadata } from 'next';
import { Suspense } from 'react';
import { messages } from '../../lib/ui/messages.ts';
import { ExplorerPage } from './_parts/explorer-page.tsx';

export const metadata: Metadata = { title: messages.explorer.title };

export default function Page() {
  return (
    <Suspense>
      <ExplorerPage />
    </Suspense>
  );
}
