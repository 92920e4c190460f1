'use client';
import type { FlaggedPost } from '../../../../lib/client/qa/views.ts';
import { useFlags } from '../../../../lib/react/qa/use-flags.ts';
import { useRules } from '../../../../lib/react/qa/use-rules.ts';
import { useWallet } from '../../../../lib/react/wallet/use-wallet.ts';
import { askMessages } from '../../../../lib/ui/ask-messages.ts';
import { Empty } from '../../../../lib/ui/empty.tsx';
import { PageHead } from '../../../../lib/ui/page-head.tsx';
import { useNow } from '../../../../lib/ui/use-now.ts';
import { AskCrumb } from '../../_parts/ask-crumb.tsx';
import { AskReading } from '../../_parts/ask-reading.tsx';
import { NodeNotice } from '../../_parts/node-notice.tsx';
import { FlaggedRow } from './flagged-row.tsx';

const words = askMessages.flags;
const SHOWN = 50;
const NOW_EVERY_MS = 10_000;

/** What readers asked moderators to look at. */
export function FlagsPage() {
  const { account } = useWallet();
  const { value, problem } = useFlags({ account, limit: SHOWN });
  const hides = useRules().value?.privileges.find(({ privilege }) => privilege === 'hide');
  return (
    <>
      <AskCrumb here={words.title} />
      <PageHead title={words.title} lead={words.lead} />
      <NodeNotice />
      {hides && <p className="mb-4 text-sm text-ink-2">{words.who(hides.points)}</p>}
      {value ? <Flagged posts={value} /> : <AskReading problem={problem} rows={4} />}
    </>
  );
}

function Flagged({ posts }: { posts: readonly FlaggedPost[] }) {
  const nowMs = useNow(NOW_EVERY_MS);
  if (posts.length === 0) return <Empty title={words.none}>{words.noneNext}</Empty>;
  return (
    <ol>
      {posts.map((flagged) => (
        <FlaggedRow key={`${flagged.post.id}`} flagged={flagged} nowMs={nowMs} />
      ))}
    </ol>
  );
}
