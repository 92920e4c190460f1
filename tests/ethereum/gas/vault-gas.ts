import type { PrivateKeyAccount } from 'viem/accounts';
import { type Address, type Hash, hexFromBytes } from '../../../lib/core/bytes.ts';
import { keccak256 } from '../../../lib/core/keccak.ts';
import { bytesFromText } from '../../../lib/core/utf8.ts';
import { type Bridge, deployBridge, postCheckpoint } from '../support/bridge.ts';
import { type SignedTransfer, type Spend, signTransfer, spendAt } from '../support/coins.ts';
import type { Ethereum } from '../support/ethereum.ts';
import type { Sidechain } from '../support/sidechain.ts';
import type { GasMeter } from './gas-meter.ts';
import { createTokens } from './tokens.ts';

const ETHER = 10n ** 18n;
/** Coin blocks before the first that counts: some ten siblings in each proof. */
const EARLIER = 1_000;
const LAST = 2n ** 63n;

/** A Vault in use: each call is a later one of its kind, to accounts that exist. */
export async function measureVault(ethereum: Ethereum, meter: GasMeter): Promise<void> {
  const bridge = await deployBridge(ethereum);
  const sidechain = bridge.sidechain();
  const none = new Map<bigint, Hash>();
  for (let i = 0; i < EARLIER; i++) sidechain.addCoinBlock(none);
  await postCheckpoint(ethereum, bridge, sidechain);
  const tokens = await createTokens(ethereum, bridge);
  await measureDeposits(ethereum, bridge, meter, tokens);
  for (const transfers of [1, 2_000]) {
    const game = new Game(ethereum, bridge, sidechain, transfers);
    await measureExits(game, meter);
    await measureChallenges(game, meter);
  }
}

async function measureDeposits(
  ethereum: Ethereum,
  bridge: Bridge,
  meter: GasMeter,
  { erc20, erc721 }: { erc20: Address; erc721: Address },
): Promise<void> {
  const kinds: [string, (turn: bigint) => unknown[], bigint][] = [
    ['Eth', () => [], ETHER],
    ['Erc20', () => [erc20, ETHER], 0n],
    ['Erc721', (turn) => [erc721, turn], 0n],
  ];
  for (const [name, argumentsOf, value] of kinds) {
    const slots: bigint[] = [];
    for (let turn = 0n; turn < 2n; turn++) {
      const sent = await ethereum.send(
        bridge.vault(`deposit${name}`, argumentsOf(turn), { value }),
      );
      slots.push(await ethereum.read(bridge.vault('slotCount')));
      const later = turn === 0n ? ', the first of its kind' : '';
      meter.add(`Vault: deposit ${name}${later}`, sent);
    }
    const exits = slots.map((slot) => slot << 32n);
    for (const slot of slots) {
      const start = bridge.vault('startExit', [slot, []], { value: bridge.rules.exitBond });
      meter.add('Vault: exit of a deposit', await ethereum.send(start));
    }
    await ethereum.pass(bridge.rules.window);
    for (const exitId of exits) {
      const sent = await ethereum.send(bridge.vault('finalizeExit', [exitId]));
      meter.add(`Vault: finalize with payment, ${name}`, sent);
      meter.add('Vault: bond back', await ethereum.send(bridge.vault('withdrawBond', [exitId])));
    }
  }
}

/** Coins that go from one account to the next, each transfer in a coin block of its own. */
class Game {
  readonly ethereum: Ethereum;
  readonly bridge: Bridge;
  readonly sidechain: Sidechain;
  readonly transfers: number;
  readonly suffix: string;

  constructor(ethereum: Ethereum, bridge: Bridge, sidechain: Sidechain, transfers: number) {
    this.ethereum = ethereum;
    this.bridge = bridge;
    this.sidechain = sidechain;
    this.transfers = transfers;
    const many = transfers === 1 ? '1 transfer' : `${transfers.toLocaleString('en')} transfers`;
    this.suffix = `, ${many} in a coin block`;
  }

  person(index: number): PrivateKeyAccount {
    return this.ethereum.accounts[index] as PrivateKeyAccount;
  }

  async deposit(): Promise<bigint> {
    await this.ethereum.send(this.bridge.vault('depositEth', [], { value: ETHER }));
    return this.ethereum.read(this.bridge.vault('slotCount'));
  }

  /** `from` gives the coin that he got in coin block `parent` to `to`, in the next coin block. */
  async give(
    slot: bigint,
    parent: bigint,
    from: number,
    to: number,
  ): Promise<[SignedTransfer, bigint]> {
    const signed = await signTransfer(this.bridge.domain, this.person(from), {
      slot,
      parent,
      to: this.person(to).address.toLowerCase() as Address,
      lastCoinBlock: LAST,
    });
    const leaves = new Map([[slot, signed.digest]]);
    for (let i = 1n; leaves.size < this.transfers; i++) {
      if (i !== slot) leaves.set(i, OTHER_LEAF);
    }
    return [signed, this.sidechain.addCoinBlock(leaves)];
  }

  async post(): Promise<void> {
    await postCheckpoint(this.ethereum, this.bridge, this.sidechain);
  }

  spend([signed, n]: [SignedTransfer, bigint]): Spend {
    return spendAt(this.sidechain, signed, n);
  }

  async exit(slot: bigint, by: number, spends: Spend[]) {
    const { bridge, ethereum } = this;
    const { exitCount } = await ethereum.read<{ exitCount: number }>(
      bridge.vault('coinAt', [slot]),
    );
    const options = { from: this.person(by), value: bridge.rules.exitBond };
    const receipt = await ethereum.send(bridge.vault('startExit', [slot, spends], options));
    return { receipt, exitId: (slot << 32n) | BigInt(exitCount) };
  }

  send(name: string, args: unknown[], value = 0n) {
    return this.ethereum.send(this.bridge.vault(name, args, { from: this.person(5), value }));
  }
}

async function measureExits(game: Game, meter: GasMeter): Promise<void> {
  const slot = await game.deposit();
  const birth = BigInt(game.sidechain.coinBlocks.length);
  const first = await game.give(slot, birth, 0, 1);
  const second = await game.give(slot, first[1], 1, 2);
  await game.post();
  const ofFirst = await game.exit(slot, 1, [game.spend(first)]);
  meter.add(`Vault: exit of a coin transferred once${game.suffix}`, ofFirst.receipt);
  const ofSecond = await game.exit(slot, 2, [game.spend(first), game.spend(second)]);
  meter.add(`Vault: exit of a coin transferred twice${game.suffix}`, ofSecond.receipt);
  const spent = await game.send('challengeAfter', [ofFirst.exitId, game.spend(second)]);
  meter.add(`Vault: challengeAfter${game.suffix}`, spent);
}

/** 0 gave the coin to 1, and 1 to 2; 0 sells it again to 3, who goes on to 4, who exits. */
async function measureChallenges(game: Game, meter: GasMeter): Promise<void> {
  const slot = await game.deposit();
  const birth = BigInt(game.sidechain.coinBlocks.length);
  const bond = game.bridge.rules.challengeBond;
  const first = await game.give(slot, birth, 0, 1);
  const second = await game.give(slot, first[1], 1, 2);
  const again = await game.give(slot, birth, 0, 3);
  const third = await game.give(slot, again[1], 3, 4);
  const fourth = await game.give(slot, third[1], 4, 3);
  await game.post();
  const doubled = await game.exit(slot, 3, [game.spend(again)]);
  const between = await game.send('challengeBetween', [doubled.exitId, game.spend(first)]);
  meter.add(`Vault: challengeBetween${game.suffix}`, between);
  const { exitId } = await game.exit(slot, 3, [game.spend(third), game.spend(fourth)]);
  const birthCall = await game.send('challengeBirth', [exitId], bond);
  meter.add('Vault: challengeBefore, by the deposit', birthCall);
  for (const [signed, n] of [second, again]) {
    const { inclusion } = game.spend([signed, n]);
    const before = await game.send('challengeBefore', [exitId, signed.digest, inclusion], bond);
    meter.add(`Vault: challengeBefore, by a leaf${game.suffix}`, before);
  }
  const walk = await game.send('walk', [exitId, [game.spend(again)]]);
  meter.add(`Vault: walk, one step${game.suffix}`, walk);
  await game.ethereum.pass(game.bridge.rules.window);
  meter.add('Vault: failExit', await game.send('failExit', [exitId, second[1]]));
  meter.add('Vault: bond of a refuted exit', await game.send('withdrawBond', [exitId]));
  const answered = await game.send('withdrawChallengeBond', [exitId, again[1]]);
  meter.add('Vault: bond of a challenge', answered);
}

const OTHER_LEAF = hexFromBytes(keccak256(bytesFromText('a transfer of another coin')));
