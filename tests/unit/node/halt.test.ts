import { describe, expect, it } from 'vitest';
import { NOTARIZE } from '../../../lib/chain/statement.ts';
import { bytesFromConsensusMessage } from '../../../lib/consensus/messages.ts';
import type { EngineState } from '../../../lib/consensus/state.ts';
import type { ErrorObject } from '../../../lib/core/errors.ts';
import { textFromBytes } from '../../../lib/core/utf8.ts';
import { HALT_KEY } from '../../../lib/node/block-store/storage-keys.ts';
import type {
  ConsensusListener,
  ConsensusOutbound,
} from '../../../lib/node/consensus/driver-contract.ts';
import { createEffectQueue } from '../../../lib/node/consensus/effect-queue.ts';
import { createEpochDriver } from '../../../lib/node/consensus/epoch-driver.ts';
import { NO_ETHEREUM } from '../../../lib/node/consensus/ethereum-view.ts';
import { haltReportFromText, replayHalt } from '../../../lib/node/consensus/replay-halt.ts';
import { createVerifiedCertificates } from '../../../lib/node/consensus/verified-certificates.ts';
import type { ChainService } from '../../../lib/node/execution/chain-service.ts';
import {
  createFakeSignatures,
  createFakeSigner,
} from '../../../lib/platform/memory/fake-signatures.ts';
import { createMemoryNetwork } from '../../../lib/platform/memory/memory-network.ts';
import { forgeChain } from './support/forge-chain.ts';
import { createGossipSetting, nullifyIn } from './support/gossip-setting.ts';
import {
  createTestNetwork,
  idOf,
  runUntil,
  statusOf,
  type TestNode,
} from './support/test-network.ts';

const SILENT: Omit<ConsensusListener, 'onStep' | 'onHalt'> = {
  onBroadcast: () => {},
  onEvidence: () => {},
  onCommitted: () => {},
  onEpochEnded: () => {},
  onFailure: () => {},
};

/** The driver of a follower with a real engine; it stands alone. */
function drive() {
  const { config, net, forged, voteOf } = createGossipSetting();
  const signatures = createFakeSignatures();
  const halts: { problem: ErrorObject; replay: string }[] = [];
  const steps: EngineState[] = [];
  const driver = createEpochDriver(config, { header: config.root })({
    clock: net.clock,
    signatures,
    chain: {} as ChainService,
    ethereum: NO_ETHEREUM,
    certificates: createVerifiedCertificates(config, signatures),
    effects: createEffectQueue({ persist: async () => {}, onFailure: () => {} }),
    outbound: { broadcast: () => {}, send: () => {} } as unknown as ConsensusOutbound,
    listener: {
      ...SILENT,
      onStep: (state) => void steps.push(state),
      onHalt: (problem, replay) => void halts.push({ problem, replay }),
    },
  });
  driver.start([]);
  return { driver, halts, steps, forged, voteOf };
}

describe('a broken assertion in the engine', () => {
  it('ends it at once, and what is kept breaks the same assertion again', async () => {
    const { driver, halts, steps, forged, voteOf } = drive();
    driver.deliver({ type: 'vote', vote: voteOf(1, nullifyIn(1n)), peer: 'a neighbour' });
    const { block } = await forged.grow();
    // No driver sends this: a block above the root always has a finalization.
    driver.deliver({ type: 'synced', floor: { header: block.header } });
    expect(halts.map(({ problem }) => problem.code)).toEqual(['internal/assertion']);
    const before = steps.at(-1);
    const count = steps.length;
    driver.deliver({ type: 'tick' });
    expect(steps).toHaveLength(count);

    const report = haltReportFromText(halts[0]?.replay ?? '');
    expect(report.state).toEqual(before);
    expect(report.event).toMatchObject({ type: 'synced', floor: { header: block.header } });
    expect(replayHalt(report)).toEqual(halts[0]?.problem);
  });
});

describe('two certificates that cannot both exist', () => {
  async function broken() {
    const net = createTestNetwork();
    const forged = forgeChain(net.file);
    const nodes = ['ann', 'bob', 'cat', 'dan'].map((name) => net.add(name));
    await Promise.all(nodes.map(({ node }) => node.start()));
    await net.clock.advanceAsync(3_000);
    const mallory = createMemoryNetwork({ id: 'mallory' })(net);
    await mallory.start();
    const [first] = nodes as [TestNode];
    const { envelope } = net.transfer(0);
    await first.node.rpc.handleRequest('send', { envelope });
    await runUntil(net.clock, async () => (await statusOf(first)).finalizedHeight === 1n);
    const halted: ErrorObject[] = [];
    first.node.onHalt((problem) => halted.push(problem));
    // A supermajority that does not care signs two blocks far ahead, not those that run here.
    const own = createFakeSigner('ann').publicKey;
    const { committee } = net.file.genesis;
    const signers = [0, 1, 2, 3].filter((index) => committee[index]?.blsKey !== own);
    for (const salt of ['11', '22']) {
      const certificate = forged.certify(NOTARIZE, 9n, `0x${salt.repeat(32)}`, signers);
      await mallory.publish(
        'certificates',
        bytesFromConsensusMessage({ type: 'certificate', certificate }),
      );
      await net.clock.advanceAsync(100);
    }
    await runUntil(net.clock, async () => (await statusOf(first)).phase === 'stopped');
    return { first, halted, net };
  }

  it('stop the node, which says so and keeps state, event and journal for replay', async () => {
    const { first, halted } = await broken();
    const code = 'consensus/conflicting-certificates';
    expect(halted.map((problem) => problem.code)).toEqual([code]);
    expect((await statusOf(first)).problem?.code).toBe(code);
    const kept = await first.storage.get('meta', HALT_KEY);
    const report = haltReportFromText(textFromBytes(kept ?? new Uint8Array()));
    expect(report.event).toMatchObject({ type: 'certificate', peer: 'mallory' });
    expect(replayHalt(report)?.code).toBe(code);
    expect(await first.storage.range('journal', {})).not.toEqual([]);
  });

  it('leave no network behind: it answers nobody any more', async () => {
    const { first, net } = await broken();
    const other = createMemoryNetwork({ id: 'other' })(net);
    await other.start();
    const answer = other.request(idOf(first.name), 'status', new Uint8Array());
    await expect(answer).rejects.toMatchObject({ code: 'network/unreachable' });
    expect(first.network.peers()).toEqual([]);
  });
});

describe('a report of another format', () => {
  it('is refused', () => {
    expect(() => haltReportFromText('{"a":1}')).toThrow(/report/);
    expect(() => haltReportFromText('no json')).toThrow(/report/);
  });
});
