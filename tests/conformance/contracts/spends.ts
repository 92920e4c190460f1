import fc from 'fast-check';
import {
  COIN_BLOCK_DEPTH,
  type CoinTransfer,
  digestOfCoinTransfer,
  SLOT_DEPTH,
  type VaultDomain,
} from '../../../lib/chain/coin-transfer.ts';
import {
  bytesFromHeader,
  HEADER_VERSION,
  type Header,
  hashOfHeader,
} from '../../../lib/chain/header.ts';
import {
  type Address,
  type Hash,
  type Hex,
  hexFromBytes,
  ZERO_ADDRESS,
  ZERO_HASH,
} from '../../../lib/core/bytes.ts';
import { normaliseSignature, recoverAddress } from '../../../lib/core/secp256k1.ts';
import {
  proveLeaf,
  rootFromLeaves,
  rootFromProof,
  type SparseProof,
} from '../../../lib/core/sparse-merkle.ts';
import { hexOfLength } from '../../unit/chain/arbitraries.ts';
import { alice, bob, signDigest } from '../../unit/chain/fixtures.ts';
import { damage, damaged } from './tree-claims.ts';

/** A transfer of a coin's deposit by which somebody wants to exit, and what is said of it. */
export interface Spend {
  transfer: CoinTransfer;
  signature: Hex;
  coinBlock: bigint;
  slotProof: SparseProof;
  blockProof: SparseProof;
  header: Header;
  /** What the contract holds of the checkpoint. */
  pinned: { headerHash: Hash; after: bigint; upTo: bigint };
}

/** Where the coin is, and whose it was: alice deposited it, and the exitor says he received it. */
export interface Coin {
  domain: VaultDomain;
  slot: bigint;
  birth: bigint;
  exitor: Address;
}

const FAULTS = [
  ...['slot', 'parent', 'from', 'to', 'to nobody', 'to the Vault', 'last', 'too late'],
  ...['signed by another', 'signed for another Vault', 'v of zero', 'other leaf', 'slot proof'],
  ...['block proof', 'coin block', 'before birth', 'not pinned yet', 'pinned before'],
  ...['header', 'coin root'],
] as const;

export function spendsOf({ domain, slot, birth, exitor }: Coin): fc.Arbitrary<Spend> {
  return fc
    .record({
      fault: fc.oneof({ weight: 2, arbitrary: fc.constant('none') }, fc.constantFrom(...FAULTS)),
      coinBlock: fc.oneof(
        fc.bigInt({ min: birth + 1n, max: birth + 40n }),
        fc.bigInt({ min: birth + 1n, max: 2n ** 32n - 1n }),
      ),
      others: fc.array(fc.tuple(fc.bigInt({ min: 2n, max: 2n ** 64n - 1n }), hexOfLength(32)), {
        maxLength: 6,
      }),
      blocks: fc.array(fc.tuple(fc.bigInt({ min: 0n, max: 50n }), hexOfLength(32)), {
        maxLength: 6,
      }),
      margin: fc.bigInt({ min: 0n, max: 3n }),
      damage,
      hash: hexOfLength(32),
    })
    .map(({ fault, coinBlock, others, blocks, margin, damage: how, hash }) => {
      const is = (name: (typeof FAULTS)[number]) => fault === name;
      const n = is('before birth') ? birth : coinBlock;
      const other: Address = `0x${hash.slice(-40)}`;
      const to = is('to nobody') ? ZERO_ADDRESS : is('to the Vault') ? domain.vault : exitor;
      const transfer: CoinTransfer = {
        slot: is('slot') ? slot + 1n : slot,
        parent: is('parent') ? birth + 1n : birth,
        from: is('from') ? bob.account : alice.account,
        to: is('to') ? other : to,
        lastCoinBlock: is('last') || is('too late') ? n - 1n : n + margin,
      };
      const where = is('signed for another Vault') ? { ...domain, vault: other } : domain;
      const signer = is('signed by another') || is('from') ? bob : alice;
      const signature = signDigest(signer, digestOfCoinTransfer(where, transfer));
      const leaf = is('other leaf') ? hash : digestOfCoinTransfer(domain, transfer);
      const leaves = new Map([...others, [slot, leaf] as const]);
      const roots = new Map([...blocks, [n - 1n, rootFromLeaves(leaves, SLOT_DEPTH)] as const]);
      const slotProof = proveLeaf(leaves, SLOT_DEPTH, slot);
      const blockProof = proveLeaf(roots, COIN_BLOCK_DEPTH, n - 1n);
      const coinRoot = rootFromLeaves(roots, COIN_BLOCK_DEPTH);
      const header: Header = { ...EMPTY_HEADER, coinRoot: is('coin root') ? hash : coinRoot };
      return {
        transfer,
        signature: is('v of zero') ? withoutOffset(signature) : signature,
        coinBlock: is('coin block') ? n + 1n : n,
        slotProof: is('slot proof') ? damaged(slotProof, how) : slotProof,
        blockProof: is('block proof') ? damaged(blockProof, how) : blockProof,
        header,
        pinned: {
          headerHash: is('header') ? hash : hashOfHeader(header),
          after: is('pinned before') ? n : n - 1n - margin > 0n ? n - 1n - margin : 0n,
          upTo: is('not pinned yet') ? n - 1n : n + 1n + margin,
        },
      };
    });
}

/** Whether this is a spend of the deposit, pinned by the checkpoint, to the exitor. */
export function isSpendHere({ domain, slot, birth, exitor }: Coin, spend: Spend): boolean {
  const { transfer, signature, coinBlock, slotProof, blockProof, header, pinned } = spend;
  const { from, to, parent, lastCoinBlock } = transfer;
  const isOurs = transfer.slot === slot && parent === birth && from === alice.account;
  const isInTime = birth < coinBlock && coinBlock <= lastCoinBlock;
  const isPinned = pinned.after < coinBlock && coinBlock <= pinned.upTo;
  if (!isOurs || to !== exitor || to === domain.vault || !isInTime || !isPinned) return false;
  if (hashOfHeader(header) !== pinned.headerHash) return false;
  const digest = digestOfCoinTransfer(domain, transfer);
  if (normaliseSignature(signature) !== signature) return false;
  if (recoverAddress(digest, signature) !== from) return false;
  const leafRoot = rootFromProof(digest, slot, SLOT_DEPTH, slotProof);
  if (leafRoot === undefined) return false;
  const root = rootFromProof(leafRoot, coinBlock - 1n, COIN_BLOCK_DEPTH, blockProof);
  return root === header.coinRoot;
}

/** As the Vault takes it. */
export function spendForVault({ pinned, header, ...spend }: Spend) {
  const { transfer, signature, ...inclusion } = spend;
  const bytes = hexFromBytes(bytesFromHeader(header));
  return { transfer, signature, inclusion: { ...inclusion, header: bytes, checkpoint: 0n } };
}

/** With v 0 or 1, as some wallets write it. */
function withoutOffset(signature: Hex): Hex {
  return `${signature.slice(0, 130)}${signature.endsWith('1b') ? '00' : '01'}` as Hex;
}

const EMPTY_HEADER: Header = {
  ...{ version: HEADER_VERSION, genesisHash: ZERO_HASH, epoch: 0n, view: 0n, height: 1n },
  ...{ parentHash: ZERO_HASH, timestampMs: 0, proposer: ZERO_ADDRESS, bodyRoot: ZERO_HASH },
  ...{ stateRoot: ZERO_HASH, outboxRoot: ZERO_HASH, coinRoot: ZERO_HASH, coinCount: 0n },
  ...{ inboxCount: 0n, inboxHash: ZERO_HASH, mix: ZERO_HASH, nextCommitteeHash: ZERO_HASH },
};
