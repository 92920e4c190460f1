import type { ReactNode } from 'react';
import { askMessages } from '../../../lib/ui/ask-messages.ts';
import { Empty } from '../../../lib/ui/empty.tsx';
import { LinkButton } from '../../../lib/ui/link-button.tsx';
import { links } from '../../../lib/ui/links.ts';
import { PageTitle } from '../../../lib/ui/page-title.tsx';
import { AskCrumb } from './ask-crumb.tsx';
import { WhenCaughtUp } from './when-caught-up.tsx';

/** What the address of a page names is not there: why, and the way on. */
export function NothingHere({
  here,
  title,
  children,
}: {
  here: string;
  title: string;
  children: ReactNode;
}) {
  return (
    <>
      <AskCrumb here={here} />
      <WhenCaughtUp>
        <PageTitle of={title} />
        <h1 className="sr-only">{title}</h1>
        <Empty
          picture="cut"
          title={title}
          action={<LinkButton href={links.ask}>{askMessages.list.withoutTag}</LinkButton>}
        >
          {children}
        </Empty>
      </WhenCaughtUp>
    </>
  );
}
