import type { Metadata } from 'next';
import { Suspense } from 'react';
import { Bones } from '../../lib/ui/bones.tsx';
import { Card } from '../../lib/ui/card.tsx';
import { messages } from '../../lib/ui/messages.ts';
import { ExplorerPage } from './_parts/explorer-page.tsx';

export const metadata: Metadata = { title: messages.explorer.title };

export default function Page() {
  return (
    <Suspense fallback={<Opening />}>
      <ExplorerPage />
    </Suspense>
  );
}

/** In the file itself, until the script reads from the address which view is meant. */
function Opening() {
  return (
    <Card>
      <Bones reason={messages.explorer.waitsForDatabase} rows={5} />
    </Card>
  );
}
