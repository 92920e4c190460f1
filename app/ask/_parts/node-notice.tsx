'use client';
import { useSyncExternalStore } from 'react';
import { useStatus } from '../../../lib/react/use-status.ts';
import { askMessages } from '../../../lib/ui/ask-messages.ts';
import { LinkButton } from '../../../lib/ui/link-button.tsx';
import { links } from '../../../lib/ui/links.ts';
import { syncPercent } from '../../../lib/ui/node-words.ts';
import { Notice } from '../../../lib/ui/notice.tsx';

const words = askMessages.states;

/** Why what is shown may not be the newest; nothing while the node is live. */
export function NodeNotice() {
  const status = useStatus();
  const isOnline = useSyncExternalStore(listen, online, alwaysOnline);
  const notice = noticeOf(status, isOnline);
  if (!notice) return null;
  return (
    <div className="mb-6">
      <Notice
        kind={notice.isCalm ? 'plain' : 'care'}
        title={notice.title}
        actions={
          notice.leadsToNode && (
            <LinkButton href={links.node} size="small">
              {words.toNode}
            </LinkButton>
          )
        }
      >
        {notice.next}
      </Notice>
    </div>
  );
}

function noticeOf(status: ReturnType<typeof useStatus>, isOnline: boolean) {
  if (!isOnline) return { title: words.offline, next: words.offlineNext };
  switch (status?.phase) {
    case 'alone':
      return { title: words.alone, next: words.aloneNext };
    case 'paused':
      return { title: words.paused, next: words.pausedNext, leadsToNode: true };
    case 'stopped':
      return { title: words.stopped, next: words.stoppedNext, leadsToNode: true };
    case 'syncing':
      // Before the first block the page itself says what it waits for.
      return status.height === 0n
        ? undefined
        : { title: words.syncing(syncPercent(status)), next: words.syncingNext, isCalm: true };
    default:
      return undefined;
  }
}

function listen(onChange: () => void): () => void {
  addEventListener('online', onChange);
  addEventListener('offline', onChange);
  return () => {
    removeEventListener('online', onChange);
    removeEventListener('offline', onChange);
  };
}

function online(): boolean {
  return navigator.onLine;
}

function alwaysOnline(): boolean {
  return true;
}
