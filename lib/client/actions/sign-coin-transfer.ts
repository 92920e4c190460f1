import type { CoinTransfer, VaultDomain } from '../../chain/coin-transfer.ts';
import { isHex } from '../../core/bytes.ts';
import { WeftError } from '../../core/errors.ts';
import { type TransferFields, transferMessage } from '../../modules/vault/messages.ts';
import { askWallet, assertAccount, assertNetwork } from '../assert-wallet.ts';
import type { Signer } from '../signer.ts';
import type { VaultCoin } from '../types.ts';

/** A transfer that its owner signed, as an action of the chain. */
export interface SignedCoinTransfer {
  primaryType: string;
  fields: TransferFields;
}

/** Gives a coin away, from its owner, as it stands now. */
export function coinTransferOf(
  { slot, parent, owner, birth, of }: VaultCoin,
  to: CoinTransfer['to'],
): CoinTransfer {
  const lastCoinBlock = birth + BigInt(of) + VALID_COIN_BLOCKS;
  return { slot, parent, from: owner, to, lastCoinBlock };
}

/**
 * Lets the owner's wallet sign what the Vault on Ethereum will check; it moves nothing by itself,
 * since the account's next action carries it. Errors: as those of `signTransaction`.
 */
export async function signCoinTransfer(
  signer: Signer,
  domain: VaultDomain,
  transfer: CoinTransfer,
): Promise<SignedCoinTransfer> {
  await assertNetwork(signer, domain.ethereumChainId);
  await assertAccount(signer, transfer.from);
  const ownerSignature = await askWallet(signer, 'eth_signTypedData_v4', [
    transfer.from,
    JSON.stringify(coinTransferTypedData(domain, transfer)),
  ]);
  if (!isHex(ownerSignature)) {
    throw new WeftError('wallet/failed', 'the wallet returned no signature');
  }
  const fields = { ...transfer, ownerSignature };
  transferMessage.validate(fields);
  return { primaryType: transferMessage.primaryType, fields };
}

/** What `digestOfCoinTransfer` is the digest of. */
export function coinTransferTypedData(
  { ethereumChainId, vault }: VaultDomain,
  { slot, parent, from, to, lastCoinBlock }: CoinTransfer,
) {
  return {
    types: {
      EIP712Domain: [
        { name: 'name', type: 'string' },
        { name: 'version', type: 'string' },
        { name: 'chainId', type: 'uint256' },
        { name: 'verifyingContract', type: 'address' },
      ],
      CoinTransfer: transferMessage.fields.filter(({ type }) => type !== 'bytes'),
    },
    primaryType: 'CoinTransfer' as const,
    domain: {
      name: 'Vault',
      version: '1',
      chainId: ethereumChainId.toString(),
      verifyingContract: vault,
    },
    message: {
      slot: slot.toString(),
      parent: parent.toString(),
      ...{ from, to },
      lastCoinBlock: lastCoinBlock.toString(),
    },
  };
}

/** Coin blocks from now on that may hold the transfer; then its signature is worth nothing. */
const VALID_COIN_BLOCKS = 16n;
