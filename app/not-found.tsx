import type { Metadata } from 'next';
import { Empty } from '../lib/ui/empty.tsx';
import { LinkButton } from '../lib/ui/link-button.tsx';
import { links } from '../lib/ui/links.ts';
import { messages } from '../lib/ui/messages.ts';

export const metadata: Metadata = { title: messages.notFound };

export default function NotFound() {
  return (
    <>
      <h1 className="sr-only">{messages.notFound}</h1>
      <Empty
        picture="cut"
        title={messages.notFound}
        action={<LinkButton href={links.node}>{messages.toNode}</LinkButton>}
      >
        {messages.notFoundNext}
      </Empty>
    </>
  );
}
