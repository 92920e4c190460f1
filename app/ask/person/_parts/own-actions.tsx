'use client';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import type { ProfileView } from '../../../../lib/client/qa/views.ts';
import { useRules } from '../../../../lib/react/qa/use-rules.ts';
import { askMessages } from '../../../../lib/ui/ask-messages.ts';
import { Button } from '../../../../lib/ui/button.tsx';

// Nothing of these is needed to read.
const ProfileDialog = dynamic(
  () => import('./profile-dialog.tsx').then((module) => module.ProfileDialog),
  { ssr: false },
);
const RedeemDialog = dynamic(
  () => import('./redeem-dialog.tsx').then((module) => module.RedeemDialog),
  { ssr: false },
);

const words = askMessages.writing;

/** What a person may do on the page about themselves. */
export function OwnActions({ profile }: { profile: ProfileView }) {
  const karma = useRules().value?.karma;
  const [opened, setOpened] = useState<'profile' | 'redeem'>();
  const close = () => setOpened(undefined);
  return (
    <div className="mt-4 flex flex-wrap gap-2">
      <Button onClick={() => setOpened('profile')}>{words.profile.edit}</Button>
      {karma && <Button onClick={() => setOpened('redeem')}>{words.redeem.open}</Button>}
      {opened === 'profile' && <ProfileDialog profile={profile} onClose={close} />}
      {opened === 'redeem' && karma && (
        <RedeemDialog account={profile.account} karma={karma} onClose={close} />
      )}
    </div>
  );
}
