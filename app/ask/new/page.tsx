import type { Metadata } from 'next';
import { askMessages } from '../../../lib/ui/ask-messages.ts';
import { NewQuestion } from './_parts/new-question.tsx';

export const metadata: Metadata = { title: askMessages.writing.newQuestion.title };

export default function Page() {
  return <NewQuestion />;
}
