import { type Block, bodyRootOf } from '../../../lib/chain/block.ts';
import { keccakHex } from '../../../lib/core/keccak.ts';
import type { Configuration } from '../configuration/configuration.ts';
import { hashOnce } from '../hash-once.ts';
import type { ChainFacts } from './chain-facts.ts';
import { fail, type Invariant } from './watcher.ts';

/** I7: every field of a finalized header follows from its parent and its body. */
export function createHeaderRules(facts: ChainFacts, configuration: Configuration): Invariant {
  const { minBlockMs, epochMs } = configuration;
  const chain = new Map<bigint, Block['header']>();
  let epochBeganMs: number | undefined;

  const take = ({ header, body }: Block) => {
    const { height } = header;
    const parent = chain.get(height - 1n);
    if (chain.has(height) || (height > 1n && !parent)) return;
    const wrong = (what: string) => fail('I7', `wrong-${what}`, `height ${height}`);
    if (header.bodyRoot !== bodyRootOf(body)) wrong('body-root');
    const { outboxRoot, coinRoot, inboxHash, coinCount, inboxCount } = header;
    if ([outboxRoot, coinRoot, inboxHash].some((hash) => BigInt(hash) !== 0n)) wrong('roots');
    if (coinCount !== 0n || inboxCount !== 0n) wrong('counts');
    if (parent) {
      const revealed = keccakHex(bytesOf(body.reveal));
      const mix = keccakHex(new Uint8Array([...bytesOf(parent.mix), ...bytesOf(revealed)]));
      if (header.mix !== mix) wrong('mix');
      const isFirst = isLast(parent);
      if (header.timestampMs < parent.timestampMs + minBlockMs) wrong('timestamp');
      if (header.view <= (isFirst ? 0n : parent.view)) wrong('view');
      assertParentCertificate(parent, body.parentCertificate, () => wrong('parent-certificate'));
      if (isFirst) epochBeganMs = parent.timestampMs;
    }
    if (epochBeganMs !== undefined) {
      const isDue = epochMs > 0 && header.timestampMs >= epochBeganMs + epochMs;
      if (isDue !== isLast(header)) wrong('boundary');
    }
    chain.set(height, header);
  };

  const assertParentCertificate = (
    parent: Block['header'],
    certificate: Block['body']['parentCertificate'],
    wrong: () => never,
  ) => {
    if (!certificate) return wrong();
    const { kind, view, digest } = certificate.statement;
    const isRight = isLast(parent)
      ? kind === FINALIZE && view >= parent.view
      : view === parent.view;
    if (!isRight || kind === NULLIFY || digest !== hashOnce(parent)) wrong();
    if (!facts.signersOf(certificate)) wrong();
  };

  return {
    finalized: (_process, blocks) => {
      for (const block of blocks) take(block);
    },
  };
}

function isLast({ nextCommitteeHash }: Block['header']): boolean {
  return BigInt(nextCommitteeHash) !== 0n;
}

function bytesOf(hex: string): Uint8Array {
  return Buffer.from(hex.slice(2), 'hex');
}

const NULLIFY = 2;
const FINALIZE = 3;
