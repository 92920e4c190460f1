import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  invitationFromText,
  queryFromInvitation,
} from '../../../../lib/client/sponsor/invitation-link.ts';
import { MAX_INVITATION_LINK_LENGTH } from '../../../../lib/client/sponsor/limits.ts';
import { hexFromBytes } from '../../../../lib/core/bytes.ts';
import { filled } from '../../chain/fixtures.ts';

const hex = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map(hexFromBytes);
const LINK = { grant: filled(32, 1), account: filled(20, 2), invitation: filled(65, 3) };
const SITE = 'https://weft.example/wallet/';

describe('a link of an invitation', () => {
  it('says the same to whoever opens or pastes it', () => {
    const links = fc.record({ grant: hex(32), account: hex(20), invitation: hex(65) });
    fc.assert(
      fc.property(links, (link) => {
        const query = queryFromInvitation(link);
        expect(invitationFromText(query)).toEqual(link);
        expect(invitationFromText(`  ${SITE}${query}#free `)).toEqual(link);
      }),
    );
  });

  it.each([
    ['nothing', ''],
    ['no query', SITE],
    ['another query', `${SITE}?account=${LINK.account}`],
    ['half of the signature', queryFromInvitation(LINK).slice(0, -10)],
    ['no account', `?grant=${LINK.grant}&invitation=${LINK.invitation}`],
    ['a grant that is none', queryFromInvitation({ ...LINK, grant: filled(31, 1) })],
  ])('is not read from %s', (_, text) => {
    expect(invitationFromText(text)).toBeUndefined();
  });

  it('is not longer than any is', () => {
    const query = queryFromInvitation(LINK);
    const most = `${query}&x=`.padEnd(MAX_INVITATION_LINK_LENGTH, 'x');
    expect(invitationFromText(most)).toEqual(LINK);
    expect(invitationFromText(`${most}x`)).toBeUndefined();
  });
});
