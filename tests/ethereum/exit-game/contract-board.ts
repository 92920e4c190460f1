import { decodeErrorResult, encodeFunctionData, type Hex as ViemHex } from 'viem';
import type { PrivateKeyAccount } from 'viem/accounts';
import { type CoinTransfer, digestOfCoinTransfer } from '../../../lib/chain/coin-transfer.ts';
import { assert } from '../../../lib/core/assert.ts';
import {
  type Address,
  type Hash,
  type Hex,
  ZERO_ADDRESS,
  ZERO_HASH,
} from '../../../lib/core/bytes.ts';
import { vaultAbi } from '../../../lib/core/contracts/vault-abi.generated.ts';
import { keccakHex } from '../../../lib/core/keccak.ts';
import { bytesFromText } from '../../../lib/core/utf8.ts';
import type { Position } from '../../simulation/exit-game/positions.ts';
import {
  type Call,
  CHALLENGE_BOND,
  EXIT_BOND,
  type Leaf,
  PARTIES,
  type Party,
  type Spend,
  type Transfer,
} from '../../simulation/exit-game/vault-state.ts';
import { type Bridge, postCheckpoint } from '../support/bridge.ts';
import { signTransfer } from '../support/coins.ts';
import type { Ethereum } from '../support/ethereum.ts';
import type { Sidechain } from '../support/sidechain.ts';
import { proveSlot } from '../support/trees.ts';
import { createRpc, type Rpc } from './rpc.ts';

/** Seconds of half a window: one tick of the game. */
export const HALF_SECONDS = 300;
export const COIN_VALUE = 1_000_003n;
const SLOT = 1n;
const COINBASE = '0x00000000000000000000000000000000000c0ffe';
/** A neighbour, so that proofs have siblings. */
const OTHER_SLOT = 3n;

interface Receipt {
  status: Hex;
  gasUsed: Hex;
  effectiveGasPrice: Hex;
}

type Inclusion = ReturnType<Sidechain['inclusion']>;

/** The game on the contract: the same calls, with real signatures, trees and checkpoints. */
export class ContractBoard {
  readonly rpc: Rpc;
  private readonly bridge: Bridge;
  private readonly ethereum: Ethereum;
  private readonly signatures = new Map<string, Promise<Hex>>();
  private readonly trees = new Map<Hash, ReadonlyMap<bigint, Hash>>();
  private readonly inclusions = new Map<string, Inclusion>();
  private sidechain: Sidechain;
  private clean: Hex | undefined;
  private ready: Hex | undefined;
  /** When the game's clock was zero. */
  startedAt = 0n;

  constructor(ethereum: Ethereum, bridge: Bridge) {
    this.ethereum = ethereum;
    this.bridge = bridge;
    this.rpc = createRpc(ethereum.url);
    this.sidechain = bridge.sidechain();
  }

  get vault(): Address {
    return this.bridge.domain.vault;
  }

  addressOf(party: Transfer['to'] | undefined): Address {
    if (party === undefined) return ZERO_ADDRESS;
    return party === 'vault' ? this.vault : (lower(this.accountOf(party).address) as Address);
  }

  /** Back to contracts nobody has used, and from there to the position. */
  async setUp(position: Position): Promise<void> {
    // No blocks by the clock: one that is mined during a revert keeps the time from before it.
    await this.rpc.one('evm_setAutomine', [true]);
    if (this.clean) await this.rpc.one('evm_revert', [this.clean]);
    // Blocks of one tick have the same time.
    await this.rpc.one('anvil_setBlockTimestampInterval', [0]);
    // Or else the zero address, where burnt halves are counted, would get tips for gas besides.
    await this.rpc.one('anvil_setCoinbase', [COINBASE]);
    this.clean = (await this.rpc.one('evm_snapshot', [])) as Hex;
    this.sidechain = this.bridge.sidechain();
    this.inclusions.clear();
    const { birth, leaves, laterLeaves, depositor } = position;
    if (birth > 0) await this.certify(leaves.slice(1, birth + 1));
    await this.ethereum.send(
      this.bridge.vault('depositEth', [], { from: this.accountOf(depositor), value: COIN_VALUE }),
    );
    const rest = leaves.slice(birth + 1);
    const middle = rest.length >> 1;
    await this.certify(rest.slice(0, middle));
    await this.certify(rest.slice(middle));
    for (const [coinBlock, leaf] of laterLeaves.entries()) {
      if (leaf) this.sidechain.coinBlocks[coinBlock - 1] = this.treeOf(leaf);
    }
    await this.certify([]);
    this.startedAt = await this.ethereum.now();
    await this.rpc.one('evm_setAutomine', [false]);
    this.ready = (await this.rpc.one('evm_snapshot', [])) as Hex;
  }

  /** Back to the position that was set up, for another game. */
  async startAgain(): Promise<void> {
    await this.rpc.one('evm_revert', [this.ready]);
    this.ready = (await this.rpc.one('evm_snapshot', [])) as Hex;
  }

  async goTo(tick: number): Promise<void> {
    const time = this.startedAt + BigInt(tick * HALF_SECONDS);
    await this.rpc.one('evm_mine', [`0x${time.toString(16)}`]);
  }

  /** The receipt of the call, in a block of its own. */
  async play(call: Call): Promise<Receipt> {
    const hash = await this.rpc.one('eth_sendTransaction', [await this.transactionOf(call)]);
    await this.rpc.one('evm_mine', []);
    return (await this.rpc.one('eth_getTransactionReceipt', [hash])) as Receipt;
  }

  /** The transaction that makes the call. */
  async transactionOf(call: Call) {
    const { functionName, args, value } = await this.wireOf(call);
    return {
      from: this.addressOf(call.by),
      to: this.vault,
      data: encodeFunctionData({ abi: vaultAbi, functionName, args } as never),
      value: `0x${value.toString(16)}`,
      gas: '0x2dc6c0',
    };
  }

  async digestOf(transfer: Transfer): Promise<Hash> {
    return digestOfCoinTransfer(this.bridge.domain, this.wireTransfer(transfer));
  }

  exitId(exit: number): bigint {
    return (SLOT << 32n) | BigInt(exit);
  }

  accountOf(party: Party): PrivateKeyAccount {
    const account = this.ethereum.accounts[PARTIES.indexOf(party) + 1];
    assert(account, 'there are enough accounts');
    return account;
  }

  private async certify(leaves: readonly Leaf[]): Promise<void> {
    for (const leaf of leaves) this.sidechain.addCoinBlock(this.treeOf(leaf));
    await postCheckpoint(this.ethereum, this.bridge, this.sidechain);
  }

  private treeOf(leaf: Leaf): ReadonlyMap<bigint, Hash> {
    const hash = this.leafHash(leaf);
    const neighbour: [bigint, Hash] = [OTHER_SLOT, keccakHex(bytesFromText('neighbour'))];
    const tree =
      this.trees.get(hash) ?? new Map(hash === ZERO_HASH ? [neighbour] : [[SLOT, hash], neighbour]);
    this.trees.set(hash, tree);
    return tree;
  }

  private leafHash(leaf: Leaf): Hash {
    if (leaf === undefined) return ZERO_HASH;
    if (leaf === 'junk') return keccakHex(bytesFromText('junk'));
    return digestOfCoinTransfer(this.bridge.domain, this.wireTransfer(leaf));
  }

  private wireTransfer({ parent, from, to, lastCoinBlock }: Transfer): CoinTransfer {
    return {
      slot: SLOT,
      parent: BigInt(parent),
      from: this.addressOf(from),
      to: this.addressOf(to),
      lastCoinBlock: BigInt(lastCoinBlock),
    };
  }

  private async wireSpend(spend: Spend) {
    const transfer = this.wireTransfer(spend.transfer);
    const signer = spend.signer ?? spend.transfer.from;
    return {
      transfer,
      signature: await this.signatureOf(transfer, signer),
      inclusion: this.inclusionOf(spend.coinBlock, spend.isLater),
    };
  }

  private signatureOf(transfer: CoinTransfer, signer: Party): Promise<Hex> {
    const key = `${signer} ${Object.values(transfer).join()}`;
    const known = this.signatures.get(key);
    const signature =
      known ??
      signTransfer(this.bridge.domain, this.accountOf(signer), transfer).then(
        (signed) => signed.signature,
      );
    this.signatures.set(key, signature);
    return signature;
  }

  private inclusionOf(coinBlock: number, isLater = false): Inclusion {
    const key = `${coinBlock} ${isLater}`;
    const inclusion = this.inclusions.get(key) ?? this.prove(coinBlock, isLater);
    this.inclusions.set(key, inclusion);
    return inclusion;
  }

  private prove(coinBlock: number, isLater: boolean): Inclusion {
    const number = BigInt(coinBlock);
    const { last } = this.sidechain;
    const isCovered = coinBlock > 0 && number <= last.header.coinCount;
    if (isCovered && !isLater) return this.sidechain.inclusion(SLOT, number);
    const proofs = proveSlot(last.coinBlocks, SLOT, isCovered ? number : 1n);
    return { coinBlock: number, ...proofs, header: last.bytes, checkpoint: last.index };
  }

  private async wireOf(call: Call) {
    const wire = (args: unknown[], value = 0) => ({ functionName: call.type, args, value });
    if (call.type === 'startExit') {
      const spends = await Promise.all(call.spends.map((spend) => this.wireSpend(spend)));
      return wire([SLOT, spends], call.bond ?? EXIT_BOND);
    }
    const id = this.exitId(call.exit);
    switch (call.type) {
      case 'challengeAfter':
      case 'challengeBetween':
        return wire([id, await this.wireSpend(call.spend)]);
      case 'challengeBefore': {
        const inclusion = this.inclusionOf(call.coinBlock, call.isLater);
        return wire([id, this.leafHash(call.leaf), inclusion], call.bond ?? CHALLENGE_BOND);
      }
      case 'challengeBirth':
        return wire([id], call.bond ?? CHALLENGE_BOND);
      case 'walk':
        return wire([id, await Promise.all(call.steps.map((step) => this.wireSpend(step)))]);
      case 'failExit':
      case 'withdrawChallengeBond':
        return wire([id, BigInt(call.coinBlock)]);
      default:
        return wire([id]);
    }
  }
}

/** Name of the error in what a call reverted with. */
export function refusalFrom(data: ViemHex): string {
  return decodeErrorResult({ abi: vaultAbi, data }).errorName;
}

function lower(address: string): string {
  return address.toLowerCase();
}
