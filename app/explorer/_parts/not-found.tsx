'use client';
import type { ReactNode } from 'react';
import type { NodeStatus } from '../../../lib/client/types.ts';
import { useStatus } from '../../../lib/react/use-status.ts';
import { Card } from '../../../lib/ui/card.tsx';
import { Crumb } from '../../../lib/ui/crumb.tsx';
import { Empty } from '../../../lib/ui/empty.tsx';
import { shortHex } from '../../../lib/ui/format/short-hex.ts';
import { messages } from '../../../lib/ui/messages.ts';
import { PageTitle } from '../../../lib/ui/page-title.tsx';
import type { Sought } from '../../../lib/ui/sought.ts';

const words = messages.missing;

/** Says what was looked for, how far this node can see, and lets one look again. */
export function NotFound({
  sought,
  text,
  search,
}: {
  /** Undefined when the text in the address of the page means nothing. */
  sought: Sought | undefined;
  text: string;
  search: ReactNode;
}) {
  const status = useStatus();
  const title = titleOf(sought, text);
  return (
    <>
      <PageTitle of={title} />
      <Crumb here={words.title} />
      <h1 className="sr-only">{title}</h1>
      {search}
      <Card className="mt-6">
        <Empty picture="cut" title={title}>
          {sought ? whatIsKnown(sought, status) : words.textNext}
        </Empty>
      </Card>
    </>
  );
}

function titleOf(sought: Sought | undefined, text: string): string {
  if (sought?.kind === 'height') return words.height(sought.height);
  return sought?.kind === 'hash' ? words.hash(shortHex(sought.hash)) : words.text(shortHex(text));
}

function whatIsKnown(sought: Sought, status: NodeStatus | undefined): string {
  const height = status?.finalizedHeight ?? 0n;
  const knows = height > 0n ? words.knows(height) : words.knowsNone;
  if (status && status.phase !== 'live') return `${knows} ${words.catchingUp}`;
  return `${knows} ${sought.kind === 'height' ? words.heightNext : words.hashNext}`;
}
