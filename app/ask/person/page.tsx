import type { Metadata } from 'next';
import { Suspense } from 'react';
import { askMessages } from '../../../lib/ui/ask-messages.ts';
import { Opening } from '../_parts/opening.tsx';
import { PersonPage } from './_parts/person-page.tsx';

const here = askMessages.person.title;

export const metadata: Metadata = { title: here };

export default function Page() {
  return (
    <Suspense fallback={<Opening here={here} />}>
      <PersonPage />
    </Suspense>
  );
}
