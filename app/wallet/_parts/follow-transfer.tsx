import type { WeftClient } from '../../../lib/client/create-client.ts';
import type { Hash, TransactionView } from '../../../lib/client/types.ts';
import { errorWords } from '../../../lib/ui/error-words.ts';
import { links } from '../../../lib/ui/links.ts';
import { messages } from '../../../lib/ui/messages.ts';
import { PageLink } from '../../../lib/ui/page-link.tsx';
import { problemFrom } from '../../../lib/ui/problem.ts';
import { showToast, type ToastContent } from '../../../lib/ui/toasts.ts';

const words = messages.wallet;

/** One toast from sent to final. It outlives the form, so that the person may walk on. */
export function followTransfer(client: WeftClient, hash: Hash, nextHeight: bigint): void {
  const update = showToast({
    title: words.toastSent,
    description: words.toastWaits(nextHeight),
    state: 'pending',
  });
  client.waitForFinal(hash).then(
    (transaction) => update(outcomeOf(transaction)),
    (thrown) => {
      const { happened, safe, next } = errorWords(problemFrom(thrown));
      update({ title: happened, description: `${safe} ${next}`, state: 'fault' });
    },
  );
}

function outcomeOf(transaction: TransactionView): ToastContent {
  const link = (
    <PageLink href={links.transaction(transaction.hash)} className="link">
      {words.toastOpen}
    </PageLink>
  );
  if (transaction.failure) {
    const { happened, next } = errorWords(transaction.failure);
    return {
      title: words.toastFailed,
      description: (
        <>
          {happened}. {next} {link}
        </>
      ),
      state: 'fault',
    };
  }
  return {
    title: words.toastFinal,
    description: (
      <>
        {words.toastBlock(transaction.height ?? 0n)} {link}
      </>
    ),
    state: 'final',
  };
}
