import type { PrivateKeyAccount } from 'viem/accounts';
import { MAX_COMMITTEE_MEMBERS } from '../../../lib/core/limits.ts';
import { testGenesis } from '../../unit/chain/fixtures.ts';
import { type Bridge, deployBridge, postCheckpoint } from '../support/bridge.ts';
import type { Ethereum } from '../support/ethereum.ts';
import { testValidators } from '../support/validators.ts';
import type { GasMeter } from './gas-meter.ts';

/** Each checkpoint is the second of its epoch: what only a first one writes is written. */
export async function measureCheckpoints(ethereum: Ethereum, meter: GasMeter): Promise<void> {
  for (const count of [1, 4, 21, 100]) {
    const bridge = await deployBridge(ethereum, {
      validators: testValidators('gas', count),
      genesis: { parameters: { ...testGenesis().parameters, maxMembers: MAX_COMMITTEE_MEMBERS } },
    });
    const sidechain = bridge.sidechain();
    const [{ address }] = ethereum.accounts as [PrivateKeyAccount];
    await ethereum.send(bridge.gateway('depositEth', [address], { value: 1n }));
    await postCheckpoint(ethereum, bridge, sidechain);
    const { submit } = sidechain.checkpoint();
    meter.add(`submit, n = ${count}`, await ethereum.send(bridge.checkpoints('submit', submit)));
    const boundary = sidechain.checkpoint({ next: testValidators('next', count) });
    const sent = await ethereum.send(bridge.checkpoints('submit', boundary.submit));
    meter.add(`submit, n = ${count}, boundary`, sent);
    if (count === 21) await measureEnd(ethereum, bridge, meter);
  }
}

async function measureEnd(ethereum: Ethereum, bridge: Bridge, meter: GasMeter): Promise<void> {
  await ethereum.pass(bridge.rules.silence);
  meter.add('declareDead', await ethereum.send(bridge.checkpoints('declareDead')));
  await ethereum.pass(bridge.rules.grace);
  meter.add('seal', await ethereum.send(bridge.checkpoints('seal')));
}
