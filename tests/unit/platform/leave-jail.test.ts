import { expect, it } from 'vitest';
import { createChain } from '../../../lib/chain/chain.ts';
import { modules } from '../../../lib/modules/index.ts';
import {
  createFakeSigner,
  fakeAccountSignature,
  fakeNetworkKeyProof,
  fakeProofOfPossession,
} from '../../../lib/platform/memory/fake-signatures.ts';
import { createLeaveJail } from '../../../lib/platform/nodejs/leave-jail.ts';
import {
  accountOf,
  COIN,
  createTestNetwork,
  networkKeyOf,
  type TestNode,
} from '../node/support/test-network.ts';

const NAMES = ['ann', 'bob', 'cat', 'dan'];
const EPOCH_MS = 15_000;
const account = accountOf(0);

it('sends a jailed validator’s way out once, as soon as it is open', async () => {
  const net = createTestNetwork(NAMES, { epochMs: EPOCH_MS, unbondingMs: 2 * EPOCH_MS });
  const nodes = NAMES.map((name) => net.add(name));
  await Promise.all(nodes.map(({ node }) => node.start()));
  await net.clock.advanceAsync(3_000);
  const { rpc } = (nodes[0] as TestNode).node;
  const leaveJail = createLeaveJail({
    node: { rpc },
    clock: net.clock,
    account,
    sign: async (digest) => fakeAccountSignature(account, digest),
  });
  const stateOf = async () => {
    const { validators } = await rpc.handleRequest('validators', undefined);
    return validators.find((each) => each.account === account)?.state;
  };
  let nonce = 0n;
  /** Blocks come as long as there is something to put into them. */
  const busyUntil = async (isDone: () => Promise<boolean>) => {
    while (!(await isDone())) {
      const { envelope } = net.transfer(1, { nonce: nonce++ });
      await rpc.handleRequest('send', { envelope });
      await net.clock.advanceAsync(500);
    }
  };

  expect(await leaveJail()).toBe(false);
  const { envelope } = net.transfer(0, {
    primaryType: 'StakingRegister',
    fields: { ...absentKeys(net.file.genesis), feePercent: 0n, amountWei: COIN },
    feeMax: COIN,
  });
  await rpc.handleRequest('send', { envelope });
  await busyUntil(async () => (await stateOf()) === 'jailed');
  expect(await leaveJail()).toBe(false);
  const sent: boolean[] = [];
  await busyUntil(async () => {
    sent.push(await leaveJail());
    return (await stateOf()) === 'waiting';
  });
  expect(sent.filter((each) => each)).toHaveLength(1);
});

/** Keys whose node never starts. */
function absentKeys(genesis: Parameters<typeof createChain>[0]) {
  const { genesisHash } = createChain(genesis, modules);
  const { publicKey: blsKey } = createFakeSigner('eve');
  const networkKey = networkKeyOf('eve');
  return {
    blsKey,
    proofOfPossession: fakeProofOfPossession({ blsKey, genesisHash, account }),
    networkKey,
    networkKeyProof: fakeNetworkKeyProof({ genesisHash, account, key: networkKey }),
  };
}
