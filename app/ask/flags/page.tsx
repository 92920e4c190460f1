import type { Metadata } from 'next';
import { askMessages } from '../../../lib/ui/ask-messages.ts';
import { FlagsPage } from './_parts/flags-page.tsx';

export const metadata: Metadata = { title: askMessages.flags.title };

export default function Page() {
  return <FlagsPage />;
}
