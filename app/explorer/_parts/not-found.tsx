'use client';
import { useStatus } from '../../../lib/react/use-status.ts';
import { Card } from '../../../lib/ui/card.tsx';
import { Crumb } from '../../../lib/ui/crumb.tsx';
import { Empty } from '../../../lib/ui/empty.tsx';
import { LinkButton } from '../../../lib/ui/link-button.tsx';
import { links } from '../../../lib/ui/links.ts';
import { messages } from '../../../lib/ui/messages.ts';

/** Says what this node does know. */
export function NotFound() {
  const status = useStatus();
  return (
    <>
      <Crumb here={messages.block.notFound} />
      <h1 className="sr-only">{messages.explorer.title}</h1>
      <Card>
        <Empty
          picture="cut"
          title={messages.block.notFound}
          action={
            <LinkButton href={links.explorer} size="small">
              {messages.explorer.home}
            </LinkButton>
          }
        >
          {messages.block.notFoundNext(status?.finalizedHeight ?? 0n)}
        </Empty>
      </Card>
    </>
  );
}
