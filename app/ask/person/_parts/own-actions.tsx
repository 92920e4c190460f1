'use client';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { ProfileView } from '../../../../lib/client/qa/views.ts';
import { askMessages } from '../../../../lib/ui/ask-messages.ts';
import { Button } from '../../../../lib/ui/button.tsx';

// It is not needed to read.
const ProfileDialog = dynamic(
  () => import('./profile-dialog.tsx').then((module) => module.ProfileDialog),
  { ssr: false },
);

const words = askMessages.writing.profile;

/** What a person may do on the page about themselves. */
export function OwnActions({ profile }: { profile: ProfileView }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="mt-4 flex flex-wrap gap-2">
      <Button onClick={() => setOpen(true)}>{words.edit}</Button>
      {isOpen && <ProfileDialog profile={profile} onClose={() => setOpen(false)} />}
    </div>
  );
}
