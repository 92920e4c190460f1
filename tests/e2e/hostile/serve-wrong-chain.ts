import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bytesFromBlock, hashOfBlock } from '../../../lib/chain/block.ts';
import { chainIdOf, hashOfGenesis } from '../../../lib/chain/genesis.ts';
import { bytesFromConsensusMessage, bytesFromPeerStatus } from '../../../lib/consensus/messages.ts';
import { bytesFromHex } from '../../../lib/core/bytes.ts';
import { WeftError } from '../../../lib/core/errors.ts';
import { networkFileFromJson } from '../../../lib/node/network-file.ts';
import {
  blocksRequestFromBytes,
  bytesFromBlockRange,
  bytesFromCertificates,
  bytesFromFoundBlock,
} from '../../../lib/node/peers/wire.ts';
import type { Topic } from '../../../lib/node/ports.ts';
import { createIdentity } from '../../../lib/platform/libp2p/identity.ts';
import { createSeedNetwork } from '../../../lib/platform/nodejs/create-seed-network.ts';
import { openKeyFile } from '../../../lib/platform/nodejs/key-file.ts';
import { installKeccakWasm } from '../../../lib/platform/signatures/keccak-wasm.ts';
import { createSystemClock } from '../../../lib/platform/system-clock.ts';
import { forgeWrongChain } from './wrong-chain.ts';

// What a tab may meet when every validator has turned: at the address and under the name of the
// first seed, a chain they all signed whose state is wrong. Arguments: folder, port, blocks, and
// the one way it offers them: `consensus` (certificates and blocks by hash) or `sync` (blocks by
// height).

const TOPICS: Topic[] = ['proposals', 'votes', 'certificates', 'transactions'];
const TELL_EVERY_MS = 1_000;

const [, , folder = '', port, length, way] = process.argv;
const byConsensus = way === 'consensus';
await installKeccakWasm();
const text = await readFile(join(folder, 'network.json'), 'utf8');
const file = networkFileFromJson(JSON.parse(text));
const forged = await forgeWrongChain(folder, file, Number(length));
const last = forged.at(-1);
if (!last) throw new RangeError('at least one block');

const { networkSecret } = await openKeyFile({
  path: join(folder, file.seeds[0]?.name ?? '', 'key.json'),
});
const network = createSeedNetwork({
  chainId: chainIdOf(file.genesis.chainName, hashOfGenesis(file.genesis)),
  privateKey: (await createIdentity(bytesFromHex(networkSecret))).privateKey,
  seeds: [],
  iceServers: [],
  local: true,
  relay: true,
  host: '127.0.0.1',
  port: Number(port),
})({ clock: createSystemClock() });

const status = () =>
  bytesFromPeerStatus({
    epoch: 0n,
    view: last.block.header.view,
    finalizedHeight: last.block.header.height,
    finalizedHash: hashOfBlock(last.block),
    wallMs: Date.now(),
  });
for (const topic of TOPICS) network.onGossip(topic, () => 'accept');
network.onRequest('status', async () => status());
network.onRequest('certificates', async () =>
  bytesFromCertificates(
    byConsensus
      ? forged.flatMap(({ notarization, finalization }) => [notarization, finalization])
      : [],
  ),
);
network.onRequest('blocks', async (_peer, data) => {
  const request = blocksRequestFromBytes(data);
  if (request.kind === 'hash') {
    const found = forged.find(({ block }) => hashOfBlock(block) === request.hash);
    return bytesFromFoundBlock(byConsensus ? found?.block : undefined);
  }
  if (byConsensus) throw new WeftError('tests/not-offered', 'blocks by height are not offered');
  const blocks = forged.map(({ block }) => block);
  return bytesFromBlockRange({
    blocks: blocks.filter(({ header }) => header.height >= request.from).map(bytesFromBlock),
    headers: [],
    finalization: last.finalization,
  });
});
await network.start();
const message = bytesFromConsensusMessage({ type: 'certificate', certificate: last.finalization });
if (byConsensus) {
  setInterval(() => {
    network.publish('certificates', message).catch(() => undefined);
  }, TELL_EVERY_MS);
}
process.stdout.write(`${JSON.stringify({ ready: hashOfBlock(last.block) })}\n`);
