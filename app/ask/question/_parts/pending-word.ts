import { askMessages } from '../../../../lib/ui/ask-messages.ts';

/** For the chip of what this tab has sent, or not yet. */
export function pendingWord(state: 'waiting' | 'pending'): string {
  return state === 'waiting' ? askMessages.writing.waiting : askMessages.pending;
}
