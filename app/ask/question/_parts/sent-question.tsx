'use client';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { questionFrom } from '../../../../lib/client/qa/with-outbox.ts';
import { usePost } from '../../../../lib/react/qa/use-post.ts';
import { useWallet } from '../../../../lib/react/wallet/use-wallet.ts';
import { askMessages } from '../../../../lib/ui/ask-messages.ts';
import { ErrorNotice } from '../../../../lib/ui/error-notice.tsx';
import { LinkButton } from '../../../../lib/ui/link-button.tsx';
import { links } from '../../../../lib/ui/links.ts';
import { useNow } from '../../../../lib/ui/use-now.ts';
import { NodeNotice } from '../../_parts/node-notice.tsx';
import { NothingHere } from '../../_parts/nothing-here.tsx';
import { Opening } from '../../_parts/opening.tsx';
import { QuestionView } from './question-view.tsx';
import { QuestionWriting } from './question-writing.tsx';

const words = askMessages.writing.newQuestion;
const here = askMessages.question.title;
const NOW_EVERY_MS = 10_000;

/** A question that this tab has just asked, until the chain gives it a number. */
export function SentQuestion({ item: id }: { item: number }) {
  const { status } = useWallet();
  const { items, me } = usePost();
  const router = useRouter();
  const nowMs = useNow(NOW_EVERY_MS);
  const item = items.find((each) => each.id === id);
  const post = item?.post;
  useEffect(() => {
    // The address that can be shared takes the place of this one.
    if (post !== undefined) router.replace(links.question(post));
  }, [post, router]);
  if (!item || !me) {
    if (status === 'loading' || status === 'reconnecting') return <Opening here={here} />;
    return (
      <NothingHere here={here} title={words.gone}>
        {words.goneNext}
      </NothingHere>
    );
  }
  const question = questionFrom(item, me);
  return (
    <QuestionWriting question={question}>
      <NodeNotice />
      {item.error && (
        <div className="mb-6">
          <ErrorNotice
            error={item.error}
            kind="care"
            actions={
              <LinkButton size="small" href={links.newQuestion}>
                {words.back}
              </LinkButton>
            }
          />
        </div>
      )}
      <QuestionView
        question={question}
        nowMs={nowMs}
        unit={undefined}
        order="votes"
        onOrder={() => {}}
        side={<p className="text-sm text-ink-2">{words.pendingLead}</p>}
      />
    </QuestionWriting>
  );
}
