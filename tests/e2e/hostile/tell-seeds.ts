// First, because libp2p reads the globals that this file sets when it is loaded.
import '../../../lib/platform/nodejs/node-globals.ts';

import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { chainIdOf, hashOfGenesis } from '../../../lib/chain/genesis.ts';
import { bytesFromHex, type Hex } from '../../../lib/core/bytes.ts';
import { encodeRlp } from '../../../lib/core/rlp.ts';
import { networkFileFromJson } from '../../../lib/node/network-file.ts';
import { createLibp2pNetwork } from '../../../lib/platform/libp2p/create-libp2p-network.ts';
import { createIdentity } from '../../../lib/platform/libp2p/identity.ts';
import { createSystemClock } from '../../../lib/platform/system-clock.ts';

// A peer that asks nobody's node: it tells seeds transactions, each in a message of its own, without
// a look at them. Arguments: network file, and the transactions in the order in which to tell them.

const PEERS = 8;
/** Until the others know what it listens to, which is whom they listen to. */
const SETTLE_MS = 2_500;
/** So that they arrive in their order. */
const BETWEEN_MS = 150;

const [, , networkPath = '', ...envelopes] = process.argv;
const file = networkFileFromJson(JSON.parse(readFileSync(networkPath, 'utf8')));
const network = createLibp2pNetwork({
  chainId: chainIdOf(file.genesis.chainName, hashOfGenesis(file.genesis)),
  privateKey: (await createIdentity()).privateKey,
  seeds: file.seeds.flatMap(({ addresses }) => addresses),
  iceServers: file.iceServers,
  local: true,
  listen: [],
  wantedPeers: PEERS,
  maxPeers: PEERS,
  leaveWebsockets: false,
})({ clock: createSystemClock() });

network.onGossip('transactions', () => 'ignore');
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => {
    network.stop().finally(() => process.exit(0));
  });
}
await network.start();
while (network.peers().length === 0) await sleep(BETWEEN_MS);
await sleep(SETTLE_MS);
for (const envelope of envelopes) {
  await network.publish('transactions', encodeRlp([bytesFromHex(envelope as Hex)]));
  await sleep(BETWEEN_MS);
}
process.stdout.write(`{"told":${envelopes.length}}\n`);
