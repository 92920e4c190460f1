import { type Block, bodyRootOf } from '../../lib/chain/block.ts';
import type { Certificate } from '../../lib/chain/certificate.ts';
import { leaderIndex } from '../../lib/chain/committee.ts';
import type { Header } from '../../lib/chain/header.ts';
import { randaoMessage } from '../../lib/chain/statement.ts';
import type { EpochConfig } from '../../lib/consensus/types.ts';
import { assert } from '../../lib/core/assert.ts';
import { bytesFromHex, concatBytes, type Hash, type Hex, ZERO_HASH } from '../../lib/core/bytes.ts';
import { keccakHex } from '../../lib/core/keccak.ts';
import { fakeVerify } from './fake-signatures.ts';
import { hashOnce } from './hash-once.ts';

export interface BuildRequest {
  view: bigint;
  parent: Header;
  timestampMs: number;
  parentCertificate?: Certificate;
}

/** The smallest ledger that can disagree: the state root is a hash over all transactions. */
export function buildSimulated(
  config: EpochConfig,
  { view, parent, timestampMs, parentCertificate }: BuildRequest,
  transactions: readonly Uint8Array[],
): Block {
  const proposer = config.self && config.committee[config.self.index]?.account;
  assert(config.self && proposer, 'only a member builds');
  const reveal = config.self.sign(randaoMessage(config.genesisHash, config.epoch, view));
  const body = {
    ...(parentCertificate && { parentCertificate }),
    reveal,
    transactions,
    receiptsRoot: ZERO_HASH,
  };
  const header = {
    ...parent,
    view,
    height: parent.height + 1n,
    parentHash: hashOnce(parent),
    timestampMs,
    proposer,
    bodyRoot: bodyRootOf(body),
    stateRoot: execute(parent.stateRoot, transactions),
    mix: mixOf(parent.mix, reveal),
  };
  return { header, body };
}

/** Validity as a function of the parent and the block, and of nothing else. */
export function isValidSimulated(config: EpochConfig, parent: Header, block: Block): boolean {
  const { header, body } = block;
  const leader = leaderIndex(config.committee, config.seed, header.view);
  const message = randaoMessage(config.genesisHash, config.epoch, header.view);
  const certified = body.parentCertificate?.statement;
  return (
    header.height === parent.height + 1n &&
    header.view > parent.view &&
    (certified ? certified.view === parent.view : parent.view === 0n) &&
    header.proposer === config.committee[leader]?.account &&
    header.timestampMs >= parent.timestampMs + config.minBlockMs &&
    header.bodyRoot === bodyRootOf(body) &&
    header.stateRoot === execute(parent.stateRoot, body.transactions) &&
    header.mix === mixOf(parent.mix, body.reveal) &&
    fakeVerify([leader], message, body.reveal)
  );
}

function execute(parentRoot: Hash, transactions: readonly Uint8Array[]): Hash {
  if (transactions.length === 0) return parentRoot;
  return keccakHex(concatBytes(bytesFromHex(parentRoot), ...transactions));
}

function mixOf(parentMix: Hash, reveal: Hex): Hash {
  return keccakHex(concatBytes(bytesFromHex(parentMix), bytesFromHex(reveal)));
}
