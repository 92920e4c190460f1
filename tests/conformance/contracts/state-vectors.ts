import { createStateJournal } from '../../../lib/chain/state-journal.ts';
import { EMPTY_TREE, proveKey, rootOfTree } from '../../../lib/chain/state-tree.ts';
import {
  bytesFromHex,
  bytesFromUint,
  type Hex,
  hexFromBytes,
  ZERO_ADDRESS,
} from '../../../lib/core/bytes.ts';
import { balanceKey, ownerKey } from '../../../lib/modules/bank/keys.ts';
import { bankKey, proofForContracts, stakingKey } from './state-claims.ts';
import { addressNamed, MAX_U256 } from './vector-values.ts';

const [alice, bob, token] = ['alice', 'bob', 'token'].map(addressNamed) as [Hex, Hex, Hex];
const native = bankKey(balanceKey(ZERO_ADDRESS, alice));
const amount = (value: bigint) => hexFromBytes(bytesFromUint(value, 32));

/** States, and what each holds under keys that contracts read. */
export function stateVectors() {
  const one: [Hex, Hex][] = [[native, amount(1n)]];
  const many: [Hex, Hex][] = [
    ...one,
    [bankKey(balanceKey(token, bob)), amount(MAX_U256)],
    [stakingKey(alice), amount(5n)],
    [bankKey(ownerKey(token, 0n)), alice],
    [bankKey(ownerKey(token, MAX_U256)), bob],
    ...Array.from({ length: 59 }, (_, i): [Hex, Hex] => [
      bankKey(balanceKey(ZERO_ADDRESS, addressNamed(`holder ${i}`))),
      amount(BigInt(i + 1)),
    ]),
  ];
  const absent = [
    ...[stakingKey(bob), bankKey(balanceKey(token, alice)), bankKey(ownerKey(token, 1n))],
    ...Array.from({ length: 8 }, (_, i) => stakingKey(addressNamed(`nobody ${i}`))),
  ];
  return [
    state('nothing', [], [native]),
    state('one entry', one, [native, ...absent.slice(0, 1)]),
    state('many entries', many, [...many.slice(0, 5).map(([key]) => key), ...absent]),
  ];
}

function state(name: string, entries: readonly [Hex, Hex][], keys: readonly Hex[]) {
  const journal = createStateJournal(EMPTY_TREE);
  for (const [key, value] of entries) journal.set(key, bytesFromHex(value));
  const tree = journal.tree();
  const values = new Map(entries);
  return {
    name,
    root: rootOfTree(tree),
    // No value: the key is absent.
    proofs: keys.map((key) => ({
      key,
      value: values.get(key) ?? '0x',
      ...proofForContracts(proveKey(tree, key)),
    })),
  };
}
