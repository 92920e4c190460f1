import type { Committee } from '../../lib/chain/committee.ts';
import { HEADER_VERSION, type Header } from '../../lib/chain/header.ts';
import type { EpochConfig } from '../../lib/consensus/types.ts';
import {
  type Address,
  type Hex,
  hexFromBytes,
  ZERO_ADDRESS,
  ZERO_HASH,
} from '../../lib/core/bytes.ts';
import type { Configuration } from './configuration.ts';
import { fakeSign } from './fake-signatures.ts';
import type { Oracle } from './oracle.ts';
import { WALL_START_MS } from './simulated-node.ts';

export const SEED_BYTES = new Uint8Array(32).fill(7);
const GENESIS_HASH: Hex = `0x${'ab'.repeat(32)}`;

/** Members are ordered by account, so the account says the index. */
export function accountOf(member: number): Address {
  return `0x${member.toString(16).padStart(40, '0')}`;
}

export function createEpochConfig(
  configuration: Pick<Configuration, 'powers' | 'minBlockMs'>,
  node: number,
  oracle: Pick<Oracle, 'signed'>,
): EpochConfig {
  const { powers, minBlockMs } = configuration;
  const committee: Committee = powers.map((power, index) => ({
    account: accountOf(index),
    blsKey: `0x${index.toString(16).padStart(96, '0')}`,
    networkKey: `0x${index.toString(16).padStart(64, '0')}`,
    power,
  }));
  const sign = (message: Uint8Array) => {
    oracle.signed(node, message);
    return fakeSign(node, message);
  };
  return {
    genesisHash: GENESIS_HASH,
    epoch: 0n,
    seed: hexFromBytes(SEED_BYTES),
    committee,
    minBlockMs,
    root: ROOT,
    ...(node < powers.length && { self: { index: node, sign } }),
  };
}

const ROOT: Header = {
  version: HEADER_VERSION,
  genesisHash: GENESIS_HASH,
  epoch: 0n,
  view: 0n,
  height: 0n,
  parentHash: ZERO_HASH,
  timestampMs: WALL_START_MS - 10_000,
  proposer: ZERO_ADDRESS,
  bodyRoot: ZERO_HASH,
  stateRoot: ZERO_HASH,
  outboxRoot: ZERO_HASH,
  coinRoot: ZERO_HASH,
  coinCount: 0n,
  inboxCount: 0n,
  inboxHash: ZERO_HASH,
  mix: ZERO_HASH,
  nextCommitteeHash: ZERO_HASH,
};
