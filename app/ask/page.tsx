import type { Metadata } from 'next';
import { Suspense } from 'react';
import { askMessages } from '../../lib/ui/ask-messages.ts';
import { Bones } from '../../lib/ui/bones.tsx';
import { messages } from '../../lib/ui/messages.ts';
import { PageHead } from '../../lib/ui/page-head.tsx';
import { AskHome } from './_parts/ask-home.tsx';

export const metadata: Metadata = { title: askMessages.title };

export default function Page() {
  return (
    <Suspense fallback={<Opening />}>
      <AskHome />
    </Suspense>
  );
}

/** In the file itself, until the script reads from the address which list is meant. */
function Opening() {
  return (
    <>
      <PageHead title={askMessages.title} lead={askMessages.lead} />
      <Bones reason={messages.explorer.waitsForDatabase} rows={6} />
    </>
  );
}
