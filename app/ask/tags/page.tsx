import type { Metadata } from 'next';
import { askMessages } from '../../../lib/ui/ask-messages.ts';
import { TagsPage } from './_parts/tags-page.tsx';

export const metadata: Metadata = { title: askMessages.tags.title };

export default function Page() {
  return <TagsPage />;
}
