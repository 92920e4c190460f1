import type { Metadata } from 'next';
import { Suspense } from 'react';
import { askMessages } from '../../../lib/ui/ask-messages.ts';
import { Opening } from '../_parts/opening.tsx';
import { HistoryPage } from './_parts/history-page.tsx';

const here = askMessages.history.title;

export const metadata: Metadata = { title: here };

export default function Page() {
  return (
    <Suspense fallback={<Opening here={here} />}>
      <HistoryPage />
    </Suspense>
  );
}
