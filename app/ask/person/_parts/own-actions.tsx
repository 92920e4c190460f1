'use client';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { isOpen } from '../../../../lib/client/qa/outbox-item.ts';
import type { ProfileView } from '../../../../lib/client/qa/views.ts';
import { usePost } from '../../../../lib/react/qa/use-post.ts';
import { askMessages } from '../../../../lib/ui/ask-messages.ts';
import { Button } from '../../../../lib/ui/button.tsx';
import { Chip } from '../../../../lib/ui/chip.tsx';
import { FailedNotice } from '../../_parts/failed-notice.tsx';

// It is not needed to read.
const ProfileDialog = dynamic(
  () => import('./profile-dialog.tsx').then((module) => module.ProfileDialog),
  { ssr: false },
);

const words = askMessages.writing;

/** What a person may do on the page about themselves. */
export function OwnActions({ profile }: { profile: ProfileView }) {
  const saved = usePost().items.filter(({ primaryType }) => primaryType === 'QaSetProfile');
  const sending = saved.find(isOpen);
  const failed = saved.find(({ state }) => state === 'failed');
  const [isEdited, setEdited] = useState(false);
  return (
    <div className="mb-6 flex flex-wrap items-center gap-2 max-desk:mb-4">
      {failed && (
        <div className="w-full">
          <FailedNotice error={failed.error} />
        </div>
      )}
      <Button disabled={sending !== undefined} onClick={() => setEdited(true)}>
        {words.profile.edit}
      </Button>
      {sending && (
        <span role="status" className="inline-flex">
          <Chip kind="pending">
            {sending.state === 'waiting' ? words.waiting : askMessages.pending}
          </Chip>
        </span>
      )}
      {isEdited && <ProfileDialog profile={profile} onClose={() => setEdited(false)} />}
    </div>
  );
}
