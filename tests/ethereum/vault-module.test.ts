import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SLOT_DEPTH } from '../../lib/chain/coin-transfer.ts';
import type { Address, Hash } from '../../lib/core/bytes.ts';
import { proveLeaf } from '../../lib/core/sparse-merkle.ts';
import { coinTransfersOf, type IncludedTransfer } from '../../lib/modules/vault/coin-news.ts';
import type { CoinBlockProof, CoinView } from '../../lib/modules/vault/queries.ts';
import {
  COIN_BLOCK_MS,
  createVaultWorld,
  type Emitted,
  type VaultWorld,
} from '../unit/modules/vault-world.ts';
import { type Bridge, deployBridge, postCheckpoint } from './support/bridge.ts';
import { signTransfer } from './support/coins.ts';
import { type Ethereum, startEthereum } from './support/ethereum.ts';
import { inboxEvents } from './support/inbox-events.ts';
import type { Posted, Sidechain } from './support/sidechain.ts';

const SLOT = 1n;

describe('a coin that moved on the sidechain', { timeout: 240_000 }, () => {
  let ethereum: Ethereum;
  let bridge: Bridge;
  let sidechain: Sidechain;
  let world: VaultWorld;
  let seen = 0;
  const transfers: IncludedTransfer[] = [];

  beforeAll(async () => {
    ethereum = await startEthereum();
    bridge = await deployBridge(ethereum, { rules: { window: 700n } });
    sidechain = bridge.sidechain();
    world = createVaultWorld(bridge.genesis.contracts);
  }, 240_000);
  afterAll(() => ethereum.stop());

  const accountAt = (index: number) =>
    ethereum.accounts[index] as (typeof ethereum.accounts)[number];
  const coin = () => world.query<CoinView | null>('coin', { slot: SLOT });

  /** Tells the module what Ethereum logged since the last call. */
  async function follow(): Promise<void> {
    const { checkpoints } = bridge.genesis.contracts;
    const events = await inboxEvents(ethereum, checkpoints, BigInt(seen + 1));
    seen += events.length;
    world.deliver(...events);
  }

  /** Moves the coin in a coin block of its own. */
  async function move(from: number, to: number): Promise<void> {
    const receiver = accountAt(to).address.toLowerCase() as Address;
    const parent = coin()?.parent ?? 0n;
    const fields = { slot: SLOT, parent, to: receiver, lastCoinBlock: 10n };
    const { transfer, signature } = await signTransfer(bridge.domain, accountAt(from), fields);
    world.takeEvents();
    expect(world.submit({ ...transfer, ownerSignature: signature })).toBeUndefined();
    world.block(COIN_BLOCK_MS);
    const news = coinTransfersOf([receiptOf(world.takeEvents())]);
    expect(news.closed?.transfers).toBe(1n);
    transfers.push(...news.transfers);
  }

  /** What `startExit` takes, from the module's state and the transfers that its events told. */
  function spendOf({ coinBlock, transfer, signature, digest }: IncludedTransfer, posted: Posted) {
    const { count } = world.header();
    const found = world.query<CoinBlockProof>('coinBlockProof', { coinBlock, count });
    const leaves = new Map<bigint, Hash>([[transfer.slot, digest]]);
    const slotProof = proveLeaf(leaves, SLOT_DEPTH, transfer.slot);
    const where = { header: posted.bytes, checkpoint: posted.index };
    const inclusion = { coinBlock, slotProof, blockProof: found.proof, ...where };
    return { transfer, signature, inclusion };
  }

  it('leaves through the Vault with proofs made of the module alone', async () => {
    const owner = accountAt(0);
    await ethereum.send(bridge.vault('depositEth', [], { from: owner, value: 10n ** 18n }));
    await follow();
    expect(coin()?.owner).toBe(owner.address.toLowerCase());
    await move(0, 1);
    await move(1, 2);
    const { root, count } = world.header();
    expect(count).toBe(2n);
    const change = { coinRoot: root, coinCount: count };
    const posted = await postCheckpoint(ethereum, bridge, sidechain, { change });

    const spends = transfers.map((each) => spendOf(each, posted));
    const exitor = accountAt(2);
    const bond = bridge.rules.exitBond;
    const start = bridge.vault('startExit', [SLOT, spends], { from: exitor, value: bond });
    await ethereum.send(start);
    await follow();
    expect(coin()).toMatchObject({ openExits: 1n, owner: exitor.address.toLowerCase() });

    await ethereum.pass(bridge.rules.window);
    const exitId = SLOT << 32n;
    await ethereum.send(bridge.vault('finalizeExit', [exitId]));
    await follow();
    expect(coin()).toBeNull();
    world.checkInvariants();
  });
});

function receiptOf(events: readonly Emitted[]) {
  const nothing = { units: 0, feeWei: 0n, depositWei: 0n, refundWei: 0n };
  return { status: 'success', ...nothing, events } as const;
}
