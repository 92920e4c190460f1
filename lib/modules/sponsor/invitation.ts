import { type Genesis, hashOfGenesis } from '../../chain/genesis.ts';
import { type Address, concatBytes, type Hash } from '../../core/bytes.ts';
import { keccakHex } from '../../core/keccak.ts';
import { bytesFromText } from '../../core/utf8.ts';

/** Who is let in, to what, and on which chain. */
export interface Invitation {
  genesisHash: Hash;
  grant: Hash;
  series: bigint;
  account: Address;
}

/**
 * What who opened the grant signs, by `personal_sign` of any wallet (EIP-191 version 0x45). No
 * transaction begins like this, so the signature is good for nothing else.
 */
export function invitationText({ genesisHash, grant, series, account }: Invitation): string {
  return [
    'I invite an account to what I sponsor.',
    '',
    `Account: ${account}`,
    `Grant: ${grant}`,
    `Series: ${series}`,
    `Chain: ${genesisHash}`,
  ].join('\n');
}

export function digestOfInvitation(invitation: Invitation): Hash {
  const text = bytesFromText(invitationText(invitation));
  const prefix = bytesFromText(`\u0019Ethereum Signed Message:\n${text.length}`);
  return keccakHex(concatBytes(prefix, text));
}

/** A chain's genesis lives as long as the chain, so it is hashed once. */
export function genesisHashOf(genesis: Genesis): Hash {
  const known = hashes.get(genesis) ?? hashOfGenesis(genesis);
  hashes.set(genesis, known);
  return known;
}

const hashes = new WeakMap<Genesis, Hash>();
