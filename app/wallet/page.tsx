import type { Metadata } from 'next';
import { messages } from '../../lib/ui/messages.ts';
import { WalletPage } from './_parts/wallet-page.tsx';

export const metadata: Metadata = { title: messages.wallet.title };

export default function Page() {
  return <WalletPage />;
}
