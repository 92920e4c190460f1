import { privateKeyToAccount } from 'viem/accounts';
import { describe, expect, it, vi } from 'vitest';
import { signInvitation } from '../../../../lib/client/sponsor/sign-invitation.ts';
import type { ChainInfo } from '../../../../lib/client/types.ts';
import type { Address, Hex } from '../../../../lib/core/bytes.ts';
import { recoverAddress } from '../../../../lib/core/secp256k1.ts';
import { digestOfInvitation } from '../../../../lib/modules/sponsor/invitation.ts';
import { filled } from '../../chain/fixtures.ts';

const owner = privateKeyToAccount(filled(32, 0x11));
const OPENER = owner.address.toLowerCase() as Address;
const GRANT = filled(32, 8);
const INVITED = filled(20, 9);
const genesisHash = filled(32, 7);

const VIEW = {
  ...{ id: GRANT, opener: OPENER, module: 'qa', requires: 'invitation', series: 3n, isOpen: true },
  ...{ unitsPerAccountPerDay: 1n, unitsPerDay: 24_000n, unitsLeft: 1n, priceMaxWei: 1n },
  ...{ minimumCoinsWei: 0n, depositWei: 1n, paidWei: 0n },
};
const clientOf = (value: unknown) => ({
  chain: async () => ({ genesisHash }) as ChainInfo,
  query: async () => ({ value, height: 1n }),
});

function createWallet(accounts: readonly string[], sign = signed) {
  const request = vi.fn(async ({ method, params }: { method: string; params?: unknown }) =>
    method === 'eth_accounts' ? accounts : sign(params as [Hex, string]),
  );
  return { request };
}

const signed = ([raw]: [Hex, string]): Promise<string> => owner.signMessage({ message: { raw } });

describe('an invitation by the wallet', () => {
  it('is what the chain recovers its opener from', async () => {
    const wallet = createWallet([OPENER]);
    const asked = { grant: GRANT, account: INVITED };
    const invitation = await signInvitation(clientOf(VIEW), wallet, asked);
    const digest = digestOfInvitation({ ...asked, genesisHash, series: 3n });
    expect(recoverAddress(digest, invitation)).toBe(OPENER);
    expect(wallet.request).toHaveBeenLastCalledWith({
      method: 'personal_sign',
      params: [expect.stringMatching(/^0x/), OPENER],
    });
  });

  it.each<[string, unknown, ReturnType<typeof createWallet>]>([
    ['sponsor/unknown-grant', null, createWallet([OPENER])],
    ['wallet/wrong-account', VIEW, createWallet([INVITED])],
    ['wallet/failed', VIEW, createWallet([OPENER], async () => 'yes')],
    ['sponsor/malformed-invitation', VIEW, createWallet([OPENER], async () => '0x1234')],
  ])('fails by %s', async (code, value, wallet) => {
    const asked = { grant: GRANT, account: INVITED };
    await expect(signInvitation(clientOf(value), wallet, asked)).rejects.toMatchObject({ code });
  });
});
