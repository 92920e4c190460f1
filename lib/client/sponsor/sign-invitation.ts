import { type Address, type Hash, type Hex, hexFromBytes, isHex } from '../../core/bytes.ts';
import { WeftError } from '../../core/errors.ts';
import { bytesFromText } from '../../core/utf8.ts';
import { invitationText } from '../../modules/sponsor/invitation.ts';
import { joinMessage } from '../../modules/sponsor/messages.ts';
import { askWallet, assertAccount } from '../assert-wallet.ts';
import type { WeftClient } from '../create-client.ts';
import type { Signer } from '../signer.ts';
import { getGrant } from './get-grant.ts';

/**
 * Has the wallet of who opened a grant sign an invitation to it, which sends nothing. Errors:
 * `sponsor/unknown-grant`, `sponsor/malformed-invitation` for a wallet that signs in another way,
 * `wallet/wrong-account`, `wallet/locked`, those of `walletErrorFrom`.
 */
export async function signInvitation(
  client: Pick<WeftClient, 'chain' | 'query'>,
  signer: Signer,
  { grant, account }: { grant: Hash; account: Address },
): Promise<Hex> {
  const [{ genesisHash }, { value }] = await Promise.all([
    client.chain(),
    getGrant(client, { grant }),
  ]);
  if (!value) throw new WeftError('sponsor/unknown-grant', 'no such grant', { grant });
  const { opener, series } = value;
  await assertAccount(signer, opener);
  const text = invitationText({ genesisHash, grant, series, account });
  const data = hexFromBytes(bytesFromText(text));
  const invitation = await askWallet(signer, 'personal_sign', [data, opener]);
  if (!isHex(invitation)) throw new WeftError('wallet/failed', 'the wallet returned no signature');
  joinMessage.validate({ grant, series, invitation });
  return invitation;
}
