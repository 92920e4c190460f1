import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  exitIdOf,
  type VaultReader,
  vaultReader,
} from '../../lib/node/ethereum-contracts/vault-contract.ts';
import { createUrlEthereum } from '../../lib/platform/ethereum/create-rpc-ethereum.ts';
import { createSystemClock } from '../../lib/platform/system-clock.ts';
import { deployBridge, postCheckpoint } from './support/bridge.ts';
import { type Ethereum, startEthereum } from './support/ethereum.ts';

// Anybody may move a coin of a wei so often, and have exits of it.

const MANY = 20_000;
const EXIT = exitIdOf(1n, 0);

let ethereum: Ethereum;
let reader: VaultReader;

beforeAll(async () => {
  ethereum = await startEthereum();
  const bridge = await deployBridge(ethereum);
  await ethereum.send(bridge.vault('depositEth', [], { value: 1n }));
  await postCheckpoint(ethereum, bridge, bridge.sidechain());
  const value = bridge.rules.exitBond;
  await ethereum.send(bridge.vault('startExit', [1n, []], { value }));
  const { checkpoints, vault } = bridge.genesis.contracts;
  const source = createUrlEthereum(ethereum.url, checkpoints)({ clock: createSystemClock() });
  const { hash } = await ethereum.client.getBlock();
  reader = vaultReader(source, vault, hash);
});
afterAll(() => ethereum.stop());

describe('the Vault, asked for more than one call can say', () => {
  it('says it in several: challenges at many coin blocks', async () => {
    const coinBlocks = Array.from({ length: MANY }, (_, i) => BigInt(i));
    expect(await reader.points(EXIT, coinBlocks)).toEqual([]);
  });

  it('says it in several: many exits, in their order', async () => {
    const exits = await reader.exits(Array.from({ length: MANY }, () => EXIT));
    expect(exits).toHaveLength(MANY);
    expect(exits.at(-1)).toMatchObject({ state: 'open', coinBlock: 0n });
  });
});
