import fc from 'fast-check';
import { statePrefix } from '../../../lib/chain/bind-modules.ts';
import { createStateJournal } from '../../../lib/chain/state-journal.ts';
import { EMPTY_TREE, proveKey, rootOfTree, type StateTree } from '../../../lib/chain/state-tree.ts';
import {
  type Address,
  bytesFromHex,
  bytesFromUint,
  type Hash,
  type Hex,
  hexFromBytes,
  ZERO_HASH,
} from '../../../lib/core/bytes.ts';
import { keccak256, keccakHex } from '../../../lib/core/keccak.ts';
import { bitOf, innerHash, leafHash, type StateProof } from '../../../lib/core/state-proof.ts';
import { balanceKey, NATIVE, ownerKey } from '../../../lib/modules/bank/keys.ts';
import { STAKE_ACCOUNT, withdrawableKey } from '../../../lib/modules/staking/keys.ts';
import { bytesOfLength, hexOfLength, u256 } from '../../unit/chain/arbitraries.ts';

/** What is said of one key of a state, true or not; without a value, that it holds nothing. */
export interface StateClaim {
  root: Hash;
  key: Hex;
  value?: Uint8Array;
  proof: StateProof;
}

/** What is said of an account's balance and stake, or of a token's owner. */
export interface AccountClaim {
  root: Hash;
  asset: Address;
  account: Address;
  amounts: readonly { key: Hex; value: bigint; proof: StateProof }[];
}

export interface OwnerClaim {
  root: Hash;
  token: Address;
  id: bigint;
  owner: Address;
  proof: StateProof;
}

/** Not zero: contracts could not be told of another leaf that is all zeros. */
const hash = hexOfLength(32).filter((each) => each !== ZERO_HASH);
const damage = fc.record({
  kind: fc.constantFrom(
    ...([
      'drop',
      'add',
      'change',
      'append',
      'endless',
      'other leaf',
      'leaf beside the path',
    ] as const),
    ...(['own leaf', 'no other leaf', 'half a leaf'] as const),
  ),
  at: fc.nat(300),
  hash,
});
type Damage = typeof damage extends fc.Arbitrary<infer Value> ? Value : never;

export const stateClaims: fc.Arbitrary<StateClaim> = fc
  .record({
    entries: fc.array(fc.tuple(bytesOfLength(4), fc.uint8Array({ minLength: 1, maxLength: 40 })), {
      maxLength: 24,
    }),
    absent: bytesOfLength(4),
    chosen: fc.nat(),
    isForged: fc.boolean(),
    fault: fc.constantFrom(
      'none',
      'none',
      'proof',
      'proof',
      'value',
      'presence',
      'proof of another',
    ),
    damage,
  })
  .map(({ entries, absent, chosen, isForged, fault, damage: how }) => {
    const state = new Map(entries.map(([key, value]) => [hexFromBytes(key), value]));
    const tree = treeOf(state);
    const keys = [...state.keys(), hexFromBytes(absent)];
    const key = keys[chosen % keys.length] as Hex;
    const held = state.get(key);
    const isPresent = (held !== undefined) !== (fault === 'presence');
    const value = fault === 'value' || !held ? bytesFromHex(how.hash) : held;
    const proven = fault === 'proof of another' ? (keys[how.at % keys.length] as Hex) : key;
    const proof = proveKey(tree, proven);
    const claim: StateClaim = {
      root: rootOfTree(tree),
      key,
      proof: fault === 'proof' ? damaged(proof, how, key) : proof,
      ...(isPresent && { value }),
    };
    return isForged ? { ...claim, root: forgedRoot(claim) } : claim;
  });

export const accountClaims: fc.Arbitrary<AccountClaim> = fc
  .record({
    holders: fc.array(
      fc.record({
        account: fc.oneof(hexOfLength(20), fc.constant(STAKE_ACCOUNT)),
        asset: fc.oneof(fc.constant(NATIVE), hexOfLength(20)),
        balance: fc.oneof(u256, fc.constant(0n)),
        stake: fc.oneof(u256, fc.constant(0n)),
      }),
      { minLength: 1, maxLength: 8 },
    ),
    chosen: fc.nat(),
    fault: fc.constantFrom('none', 'none', 'none', 'proof', 'amount', 'count'),
    damage,
  })
  .map(({ holders, chosen, fault, damage: how }) => {
    const state = new Map<Hex, Uint8Array>();
    for (const { account, asset, balance, stake } of holders) {
      if (balance > 0n) state.set(bankKey(balanceKey(asset, account)), bytesFromUint(balance, 32));
      if (stake > 0n) state.set(stakingKey(account), bytesFromUint(stake, 32));
    }
    const tree = treeOf(state);
    const { account, asset } = holders[chosen % holders.length] as (typeof holders)[number];
    const keys = [bankKey(balanceKey(asset, account)), stakingKey(account)];
    const isNative = (asset === NATIVE) !== (fault === 'count');
    const amounts = keys.slice(0, isNative ? 2 : 1).map((key, i) => {
      const isDamaged = how.at % 2 === i;
      const proof = proveKey(tree, key);
      const value = BigInt(hexFromBytes(state.get(key) ?? Uint8Array.of(0)));
      return {
        key,
        value: fault === 'amount' && isDamaged ? value ^ 1n : value,
        proof: fault === 'proof' && isDamaged ? damaged(proof, how, key) : proof,
      };
    });
    return { root: rootOfTree(tree), asset, account, amounts };
  });

export const ownerClaims: fc.Arbitrary<OwnerClaim> = fc
  .record({
    owned: fc.array(fc.record({ token: hexOfLength(20), id: u256, owner: hexOfLength(20) }), {
      minLength: 1,
      maxLength: 8,
    }),
    chosen: fc.nat(),
    fault: fc.constantFrom('none', 'none', 'proof', 'owner', 'id'),
    damage,
    other: hexOfLength(20),
  })
  .map(({ owned, chosen, fault, damage: how, other }) => {
    const state = new Map(
      owned.map(({ token, id, owner }) => [bankKey(ownerKey(token, id)), bytesFromHex(owner)]),
    );
    const tree = treeOf(state);
    const { token, id, owner } = owned[chosen % owned.length] as (typeof owned)[number];
    const key = bankKey(ownerKey(token, id));
    const proof = proveKey(tree, key);
    return {
      root: rootOfTree(tree),
      token,
      id: fault === 'id' ? id ^ 1n : id,
      owner: fault === 'owner' ? other : owner,
      proof: fault === 'proof' ? damaged(proof, how, key) : proof,
    };
  });

/** The form of contracts, where two zeros name no other leaf. */
export function proofForContracts({ siblings, otherLeaf }: StateProof) {
  const { path, valueHash } = otherLeaf ?? { path: ZERO_HASH, valueHash: ZERO_HASH };
  return { siblings, otherPath: path, otherValueHash: valueHash };
}

export function bankKey(key: Hex): Hex {
  return `${statePrefix('bank')}${key.slice(2)}`;
}

export function stakingKey(account: Address): Hex {
  return `${statePrefix('staking')}${withdrawableKey(account).slice(2)}`;
}

function treeOf(state: ReadonlyMap<Hex, Uint8Array>): StateTree {
  const journal = createStateJournal(EMPTY_TREE);
  for (const [key, value] of state) journal.set(key, value);
  return journal.tree();
}

/** Root of a tree, sound or not, that validators could sign so that only the rules are left. */
function forgedRoot({ key, value, proof: { siblings, otherLeaf } }: StateClaim): Hash {
  const path = keccak256(bytesFromHex(key));
  let node: Uint8Array = bytesFromHex(ZERO_HASH);
  if (value) node = leafHash(path, keccak256(value));
  else if (otherLeaf) node = leafHash(...leafParts(otherLeaf));
  for (let depth = siblings.length - 1; depth >= 0; depth--) {
    const sibling = bytesFromHex(siblings[depth] as Hash);
    node = bitOf(path, depth) === 0 ? innerHash(node, sibling) : innerHash(sibling, node);
  }
  return hexFromBytes(node);
}

function leafParts({ path, valueHash }: { path: Hash; valueHash: Hash }): [Uint8Array, Uint8Array] {
  return [bytesFromHex(path), bytesFromHex(valueHash)];
}

/** A path that leaves the key's at this bit. */
function pathBeside(key: Hex, bit: number): Hash {
  const path = keccak256(bytesFromHex(key)).slice();
  path[bit >> 3] = (path[bit >> 3] as number) ^ (128 >> (bit & 7));
  return hexFromBytes(path);
}

function damaged(proof: StateProof, { kind, at, hash: other }: Damage, key: Hex): StateProof {
  const siblings = [...proof.siblings];
  const place = at % (siblings.length + 1);
  switch (kind) {
    case 'drop':
      siblings.splice(place, 1);
      return { ...proof, siblings };
    case 'add':
      siblings.splice(place, 0, other);
      return { ...proof, siblings };
    case 'change':
      siblings[place] = other;
      return { ...proof, siblings };
    case 'append':
      return { ...proof, siblings: [...siblings, ZERO_HASH] };
    case 'endless':
      return {
        siblings: Array.from({ length: 254 + (at % 5) }, () => other),
        ...(at % 2 === 0 && { otherLeaf: { path: pathBeside(key, 255), valueHash: other } }),
      };
    case 'leaf beside the path': {
      const path = pathBeside(key, Math.max(0, siblings.length + (at % 3) - 1));
      return { siblings, otherLeaf: { path, valueHash: other } };
    }
    case 'other leaf':
      return { siblings, otherLeaf: { path: other, valueHash: other } };
    case 'own leaf':
      return { siblings, otherLeaf: { path: keccakHex(bytesFromHex(key)), valueHash: other } };
    case 'half a leaf':
      return {
        siblings,
        otherLeaf:
          at % 2 ? { path: other, valueHash: ZERO_HASH } : { path: ZERO_HASH, valueHash: other },
      };
    default:
      return { siblings };
  }
}
