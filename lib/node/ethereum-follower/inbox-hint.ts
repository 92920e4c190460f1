import type { InboxPosition } from '../../chain/inbox.ts';
import { decodeRlp, encodeRlp, hexItem, hexOf, listOf, uintItem, uintOf } from '../../core/rlp.ts';
import { contentOf, withChecksum } from '../block-store/checksum.ts';
import { INBOX_KEY } from '../block-store/storage-keys.ts';
import type { Storage, StorageWrite } from '../ports.ts';
import type { InboxBase } from './endpoint.ts';

export function writeOfInboxHint({ inboxCount, inboxHash, fromBlock }: InboxBase): StorageWrite {
  const record = encodeRlp([uintItem(inboxCount), hexItem(inboxHash), uintItem(fromBlock)]);
  return { bucket: 'meta', key: INBOX_KEY, value: withChecksum(record) };
}

/**
 * A block from which to read what follows the position, as a former session learned it. Undefined
 * if none did, or for a chain that went another way.
 */
export async function readInboxHint(
  storage: Storage,
  { inboxCount, inboxHash }: InboxPosition,
): Promise<bigint | undefined> {
  const stored = await storage.get('meta', INBOX_KEY);
  if (!stored) return undefined;
  try {
    const [count, hash, block] = listOf(decodeRlp(contentOf(stored, 'inbox')), 3);
    const known = uintOf(count);
    const isSame = known < inboxCount || (known === inboxCount && hexOf(hash, 32) === inboxHash);
    return isSame ? uintOf(block) : undefined;
  } catch {
    return undefined;
  }
}
