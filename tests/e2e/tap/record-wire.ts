// First, because libp2p reads the globals that this file sets when it is loaded.
import '../../../lib/platform/nodejs/node-globals.ts';

import { appendFileSync, readFileSync } from 'node:fs';
import { chainIdOf, hashOfGenesis } from '../../../lib/chain/genesis.ts';
import { hexFromBytes } from '../../../lib/core/bytes.ts';
import { networkFileFromJson } from '../../../lib/node/network-file.ts';
import type { Topic } from '../../../lib/node/ports.ts';
import { createLibp2pNetwork } from '../../../lib/platform/libp2p/create-libp2p-network.ts';
import { createIdentity } from '../../../lib/platform/libp2p/identity.ts';
import { createSystemClock } from '../../../lib/platform/system-clock.ts';

// A peer that writes down what it hears from validators and does nothing else: it passes nothing
// on, answers nothing and knows no chain, so that what reaches one tab from another goes without
// it. It reaches tabs as they reach each other, and keeps them when the seeds are gone. Arguments:
// network file, file to write to, a line a message.

const TOPICS: Topic[] = ['proposals', 'votes', 'certificates'];
const PEERS = 16;

const [, , networkPath = '', recordPath = ''] = process.argv;
const file = networkFileFromJson(JSON.parse(readFileSync(networkPath, 'utf8')));
const network = createLibp2pNetwork({
  chainId: chainIdOf(file.genesis.chainName, hashOfGenesis(file.genesis)),
  privateKey: (await createIdentity()).privateKey,
  seeds: file.seeds.flatMap(({ addresses }) => addresses),
  iceServers: file.iceServers,
  local: true,
  listen: ['/p2p-circuit', '/webrtc'],
  wantedPeers: PEERS,
  maxPeers: PEERS,
  leaveWebsockets: false,
})({ clock: createSystemClock() });

for (const topic of TOPICS) {
  network.onGossip(topic, ({ author, data }) => {
    const heard = { atMs: Date.now(), topic, author, data: hexFromBytes(data) };
    appendFileSync(recordPath, `${JSON.stringify(heard)}\n`);
    return 'ignore';
  });
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    network.stop().finally(() => process.exit(0));
  });
}
await network.start();
process.stdout.write('{"ready":"tap"}\n');
