import { addressFromText } from '../../core/address.ts';
import { type Address, type Hash, type Hex, isHex } from '../../core/bytes.ts';
import { MAX_INVITATION_LINK_LENGTH } from './limits.ts';

/** What a sponsor gives to whom he invites. */
export interface InvitationLink {
  grant: Hash;
  /** Whom he invites; it is in the signature too, which no page can read it from. */
  account: Address;
  /** His signature, 65 bytes. */
  invitation: Hex;
}

/** The part of an address behind the path. */
export function queryFromInvitation({ grant, account, invitation }: InvitationLink): string {
  return `?${new URLSearchParams({ grant, account, invitation })}`;
}

/** Reads a whole link or its query, as people paste it; undefined if it is no invitation. */
export function invitationFromText(text: string): InvitationLink | undefined {
  if (text.length > MAX_INVITATION_LINK_LENGTH) return undefined;
  const [, query = ''] = text.trim().split('?');
  const found = new URLSearchParams(query.split('#')[0]);
  const grant = found.get('grant');
  const invitation = found.get('invitation');
  if (!isHex(grant, 32) || !isHex(invitation, 65)) return undefined;
  try {
    const account = addressFromText(found.get('account') ?? '');
    return {
      grant: grant.toLowerCase() as Hash,
      account,
      invitation: invitation.toLowerCase() as Hex,
    };
  } catch {
    return undefined;
  }
}
