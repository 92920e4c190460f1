import type { PrivateKeyAccount } from 'viem/accounts';
import {
  type CoinTransfer,
  digestOfCoinTransfer,
  type VaultDomain,
} from '../../../lib/chain/coin-transfer.ts';
import type { Address, Hash, Hex } from '../../../lib/core/bytes.ts';
import type { Sidechain } from './sidechain.ts';

/** A transfer as its owner's wallet signed it. */
export interface SignedTransfer {
  transfer: CoinTransfer;
  signature: Hex;
  /** Leaf of the coin block. */
  digest: Hash;
}

/** What `startExit`, `walk` and challenges take. */
export interface Spend {
  transfer: CoinTransfer;
  signature: Hex;
  inclusion: ReturnType<Sidechain['inclusion']>;
}

/** Signs as wallets do, by EIP-712; `from` is the signer unless told. */
export async function signTransfer(
  domain: VaultDomain,
  signer: Pick<PrivateKeyAccount, 'address' | 'signTypedData'>,
  fields: Omit<CoinTransfer, 'from'> & { from?: Address },
): Promise<SignedTransfer> {
  const from = signer.address.toLowerCase() as Address;
  const transfer: CoinTransfer = { from, ...fields };
  const signature = await signer.signTypedData(typedDataOfCoinTransfer(domain, transfer));
  return { transfer, signature, digest: digestOfCoinTransfer(domain, transfer) };
}

/** The transfer with the proof that it stands in coin block `n`. */
export function spendAt(sidechain: Sidechain, signed: SignedTransfer, n: bigint): Spend {
  const { transfer, signature } = signed;
  return { transfer, signature, inclusion: sidechain.inclusion(transfer.slot, n) };
}

/** What a wallet is asked to sign, in the form that libraries take. */
export function typedDataOfCoinTransfer(
  { ethereumChainId, vault }: VaultDomain,
  transfer: CoinTransfer,
) {
  return {
    domain: { name: 'Vault', version: '1', chainId: ethereumChainId, verifyingContract: vault },
    types: {
      CoinTransfer: [
        { name: 'slot', type: 'uint64' },
        { name: 'parent', type: 'uint64' },
        { name: 'from', type: 'address' },
        { name: 'to', type: 'address' },
        { name: 'lastCoinBlock', type: 'uint64' },
      ],
    },
    primaryType: 'CoinTransfer',
    message: transfer,
  } as const;
}
