import type { NodeStatus } from '../../lib/client/types.ts';
import { formatSpan } from '../../lib/ui/format/format-time.ts';
import { messages } from '../../lib/ui/messages.ts';
import { Notice } from '../../lib/ui/notice.tsx';
import { inSteps } from './in-steps.ts';

const words = messages.ethereum.blind;

/** While the sources of Ethereum do not agree, or too few answer. */
export function EthereumNotice({ status }: { status: NodeStatus | undefined }) {
  const blindMs = status?.ethereum?.blindMs;
  if (blindMs === undefined) return null;
  const isVoting = status?.validator?.state === 'voting';
  return (
    <div className="mb-8">
      <Notice kind="care" title={isVoting ? words.validator : words.node}>
        {words.words(formatSpan(inSteps(blindMs)))} {isVoting && `${words.votes} `}
        {words.next}
      </Notice>
    </div>
  );
}
