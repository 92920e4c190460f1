import type { Metadata } from 'next';
import { Suspense } from 'react';
import { askMessages } from '../../../lib/ui/ask-messages.ts';
import { Opening } from '../_parts/opening.tsx';
import { QuestionPage } from './_parts/question-page.tsx';

const here = askMessages.question.title;

export const metadata: Metadata = { title: here };

export default function Page() {
  return (
    <Suspense fallback={<Opening here={here} />}>
      <QuestionPage />
    </Suspense>
  );
}
