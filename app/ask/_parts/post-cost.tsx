'use client';
import { unitsOfPost } from '../../../lib/client/sponsor/units-of-post.ts';
import type { Allowance } from '../../../lib/client/sponsor/views.ts';
import { usePost } from '../../../lib/react/qa/use-post.ts';
import { useAllowance } from '../../../lib/react/sponsor/use-allowance.ts';
import { useMinute } from '../../../lib/react/sponsor/use-minute.ts';
import { useChain } from '../../../lib/react/use-chain.ts';
import { askMessages } from '../../../lib/ui/ask-messages.ts';
import { errorWords } from '../../../lib/ui/error-words.ts';
import { freeLeftWords } from '../../../lib/ui/free-left-words.ts';

const words = askMessages.writing;

/** What a post costs who writes it, said before it is sent. */
export function PostCost({ savedAtMs }: { savedAtMs?: number | undefined }) {
  const { me } = usePost();
  const timestampMs = useMinute();
  const chain = useChain();
  const { value } = useAllowance(me && { account: me.account, module: 'qa', timestampMs });
  const postUnits = chain && unitsOfPost(chain);
  return (
    <span role="status">
      {savedAtMs !== undefined && `${words.editor.saved}. `}
      {me ? value && postUnits !== undefined && costWords(value, postUnits) : words.cost.visitor}
    </span>
  );
}

function costWords(allowance: Allowance, postUnits: bigint): string {
  const { reason } = allowance;
  if (reason === null) return words.cost.left(freeLeftWords(allowance, postUnits));
  return `${errorWords({ code: reason, message: '', facts: {} }).happened}.`;
}
