import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bridge, deployBridge, postCheckpoint } from './support/bridge.ts';
import { type Ethereum, startEthereum } from './support/ethereum.ts';
import { testValidators } from './support/validators.ts';

describe('a header made here', () => {
  let ethereum: Ethereum;
  let bridge: Bridge;

  beforeAll(async () => {
    ethereum = await startEthereum();
    bridge = await deployBridge(ethereum);
  });
  afterAll(() => ethereum.stop());

  it('is accepted by the contract, and so is its successor by the next committee', async () => {
    const sidechain = bridge.sidechain();
    await postCheckpoint(ethereum, bridge, sidechain, { next: testValidators('next', 7) });
    await postCheckpoint(ethereum, bridge, sidechain, { indexes: [0, 1, 3, 5, 6] });
    expect(await ethereum.read(bridge.checkpoints('height'))).toBe(2n);
    expect(await ethereum.read(bridge.checkpoints('epoch'))).toBe(1n);
  });
});
