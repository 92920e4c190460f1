import { describe, expect, it } from 'vitest';
import { createClient } from '../../../lib/client/create-client.ts';
import { serveClient } from '../../../lib/client/serve-client.ts';
import { createMessagePortTransport } from '../../../lib/client/transports/message-port.ts';
import type { NodeStatus } from '../../../lib/client/types.ts';
import { WeftError } from '../../../lib/core/errors.ts';
import { createNode, type WeftNode } from '../../../lib/node/create-node.ts';
import { createFakeSignatures } from '../../../lib/platform/memory/fake-signatures.ts';
import { createMemoryNetwork } from '../../../lib/platform/memory/memory-network.ts';
import { createMemoryStorage } from '../../../lib/platform/memory/memory-storage.ts';
import { accountOf, createTestNetwork, idOf, networkKeyOf } from '../node/support/test-network.ts';
import { createPortPair, settle } from './port-pair.ts';

const OWNER = accountOf(0);

/** A page's client of a node, over the whole protocol between them. */
function clientOf(node: WeftNode) {
  const [nodePort, pagePort] = createPortPair();
  serveClient(nodePort, node.rpc);
  return createClient({ transport: createMessagePortTransport(pagePort) });
}

/** A node that follows, with pages that ask it. */
async function startNode() {
  const net = createTestNetwork();
  const { node } = net.add('eve');
  await node.start();
  await net.clock.advanceAsync(1_000);
  return { net, node, client: clientOf(node) };
}

function codeOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'resolved',
    (error) => (error instanceof WeftError ? error.code : `not typed: ${error}`),
  );
}

describe('a page that asks its node for a validator key', () => {
  it('gets what registering states of it, and its status says so', async () => {
    const { net, client } = await startNode();
    const told: (string | undefined)[] = [];
    client.subscribe({ topic: 'status' }, ({ validator }: NodeStatus) =>
      told.push(validator?.state),
    );
    await settle();
    const keys = await client.createValidator(OWNER);
    expect(keys.blsKey).toMatch(/^0x[0-9a-f]{96}$/);
    expect(keys.proofOfPossession).toMatch(/^0x[0-9a-f]{192}$/);
    expect(keys.networkKey).toBe(networkKeyOf('eve'));
    expect(Object.keys(keys).sort()).toEqual([
      'blsKey',
      'networkKey',
      'networkKeyProof',
      'proofOfPossession',
    ]);
    await net.clock.advanceAsync(1_000);
    await settle();
    expect(told.at(-1)).toBe('unregistered');
  });

  it('gets the same one again, as does another page, until it is forgotten', async () => {
    const { node, client } = await startNode();
    const keys = await client.createValidator(OWNER);
    expect(await clientOf(node).createValidator(OWNER)).toEqual(keys);
    await client.forgetValidator();
    expect((await client.status()).validator).toBeUndefined();
    expect((await client.createValidator(OWNER)).blsKey).not.toBe(keys.blsKey);
  });

  it('is refused the key of another account, which stays as it is', async () => {
    const { client } = await startNode();
    const { blsKey } = await client.createValidator(OWNER);
    expect(await codeOf(client.createValidator(accountOf(1)))).toBe('keys/other-account');
    expect((await client.status()).validator).toMatchObject({ account: OWNER, blsKey });
  });

  it('is told when the node stands still, and keeps its key through that', async () => {
    const { net, client } = await startNode();
    const keys = await client.createValidator(OWNER);
    await client.pause();
    expect(await codeOf(client.createValidator(OWNER))).toBe('node/not-running');
    expect(await codeOf(client.forgetValidator())).toBe('node/not-running');
    await client.resume();
    await net.clock.advanceAsync(1_000);
    expect(await client.createValidator(OWNER)).toEqual(keys);
  });

  it('is told when the node can keep no key', async () => {
    const { clock, hub, file } = createTestNetwork();
    const node = createNode({ network: file })({
      storage: createMemoryStorage({}),
      network: createMemoryNetwork({ id: idOf('eve') })({ hub, clock }),
      clock,
      signatures: createFakeSignatures(),
      breathe: () => Promise.resolve(),
    });
    await node.start();
    await clock.advanceAsync(1_000);
    expect(await codeOf(clientOf(node).createValidator(OWNER))).toBe('keys/unavailable');
  });

  it('cannot ask for the key of something that is no account', async () => {
    const { client } = await startNode();
    const refused = codeOf(client.createValidator('0x1234'));
    expect(await refused).toBe('client/malformed');
    expect((await client.status()).validator).toBeUndefined();
  });
});
