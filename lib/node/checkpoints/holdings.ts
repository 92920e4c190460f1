import { statePrefix } from '../../chain/bind-modules.ts';
import {
  entriesOfTree,
  pathOfKey,
  proveKey,
  readTree,
  type StateTree,
} from '../../chain/state-tree.ts';
import { type Address, type Hex, hexFromBytes, uintFromBytes } from '../../core/bytes.ts';
import type { StateProof } from '../../core/state-proof.ts';
import { balanceKey, NATIVE, ownerKey } from '../../modules/bank/keys.ts';
import { withdrawableKey } from '../../modules/staking/keys.ts';

/** Something of an account in a state, as the Gateway pays it when the chain is sealed. */
export interface Holding {
  kind: 0 | 1 | 2;
  /** Zero for ether. */
  token: Address;
  /** In the smallest unit, with stake that can be taken back; of a collection the token id. */
  value: bigint;
  /** Of a collection the owner's; otherwise the balance, and for ether the stake besides. */
  proofs: { value: bigint; proof: StateProof }[];
}

/** Ether first. All of the state is looked through: who owns a token is under the token's key. */
export function holdingsOf(tree: StateTree, account: Address): Holding[] {
  const holdings = [etherOf(tree, account)].filter(({ value }) => value > 0n);
  for (const [key, value] of entriesOfTree(tree)) {
    if (!key.startsWith(BANK)) continue;
    const own: Hex = `0x${key.slice(BANK.length)}`;
    const token: Address = `0x${own.slice(4, 44)}`;
    const proof = () => proveKey(tree, key);
    if (own === balanceKey(token, account) && token !== NATIVE) {
      const amount = uintFromBytes(value);
      holdings.push({
        ...{ kind: 1, token, value: amount },
        proofs: [{ value: amount, proof: proof() }],
      });
    }
    if (!own.startsWith('0x02') || hexFromBytes(value) !== account) continue;
    const id = BigInt(`0x${own.slice(44)}`);
    if (own !== ownerKey(token, id)) continue;
    holdings.push({ kind: 2, token, value: id, proofs: [{ value: id, proof: proof() }] });
  }
  return holdings;
}

function etherOf(tree: StateTree, account: Address): Holding {
  const keys: Hex[] = [
    `${BANK}${balanceKey(NATIVE, account).slice(2)}`,
    `${STAKING}${withdrawableKey(account).slice(2)}`,
  ];
  const proofs = keys.map((key) => {
    const found = readTree(tree, pathOfKey(key));
    return { value: found ? uintFromBytes(found) : 0n, proof: proveKey(tree, key) };
  });
  const value = proofs.reduce((sum, one) => sum + one.value, 0n);
  return { kind: 0, token: NATIVE, value, proofs };
}

const BANK = statePrefix('bank');
const STAKING = statePrefix('staking');
