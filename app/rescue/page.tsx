import type { Metadata } from 'next';
import { rescueMessages } from '../../lib/ui/rescue-messages.ts';
import { RescuePage } from './_parts/rescue-page.tsx';

export const metadata: Metadata = { title: rescueMessages.title };

export default function Page() {
  return <RescuePage />;
}
