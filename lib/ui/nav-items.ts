import { ArrowLeftRight, Blocks, Grid3x3, Layers, MessageSquare, Wallet } from 'lucide-react';
import { links } from './links.ts';
import { messages } from './messages.ts';

/** Pages that exist, in the order of both navigations. */
export const NAV_ITEMS = [
  { href: links.node, label: messages.nav.node, icon: Grid3x3 },
  { href: links.bridge, label: messages.nav.bridge, icon: ArrowLeftRight },
  { href: links.explorer, label: messages.nav.explorer, icon: Blocks },
  { href: links.ask, label: messages.nav.ask, icon: MessageSquare },
  { href: links.wallet, label: messages.nav.wallet, icon: Wallet },
  { href: links.stake, label: messages.nav.stake, icon: Layers },
] as const;

export function isCurrent(href: string, pathname: string): boolean {
  return href === links.node ? pathname === href : pathname.startsWith(href.replace(/\/$/, ''));
}
