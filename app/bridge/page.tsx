import type { Metadata } from 'next';
import { bridgeMessages } from '../../lib/ui/bridge-messages.ts';
import { BridgePage } from './_parts/bridge-page.tsx';

export const metadata: Metadata = { title: bridgeMessages.bridge.title };

export default function Page() {
  return <BridgePage />;
}
