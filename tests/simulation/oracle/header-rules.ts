import { type Block, bodyRootOf } from '../../../lib/chain/block.ts';
import { keccakHex } from '../../../lib/core/keccak.ts';
import type { Configuration } from '../configuration/configuration.ts';
import { inboxAfterEvent } from '../ethereum/inbox-chain.ts';
import { hashOnce } from '../hash-once.ts';
import type { ChainFacts } from './chain-facts.ts';
import { fail, type Invariant } from './watcher.ts';

/** I7: every field of a finalized header follows from its parent and its body. */
export function createHeaderRules(facts: ChainFacts, configuration: Configuration): Invariant {
  const { minBlockMs, epochMs } = configuration;
  const chain = new Map<bigint, Block['header']>();
  let epochBeganMs: number | undefined;

  const take = (block: Block) => {
    const { header, body } = block;
    const { height } = header;
    const parent = chain.get(height - 1n);
    if (chain.has(height) || (height > 1n && !parent)) return;
    const wrong = (what: string) => fail('I7', `wrong-${what}`, `height ${height}`);
    if (header.bodyRoot !== bodyRootOf(body)) wrong('body-root');
    const { outboxRoot, coinRoot, coinCount } = header;
    if ([outboxRoot, coinRoot].some((hash) => BigInt(hash) !== 0n)) wrong('roots');
    if (coinCount !== 0n) wrong('counts');
    assertInbox(block, parent, wrong);
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

/** Events follow the parent's, and only a block right after its parent's view has any. */
function assertInbox(
  { header, body }: Block,
  parent: Block['header'] | undefined,
  wrong: (what: string) => never,
): void {
  const { inboxCount: before, inboxHash } = parent ?? { inboxCount: 0n, inboxHash: ZERO };
  let hash = inboxHash;
  for (const [offset, event] of body.inbox.entries()) {
    hash = inboxAfterEvent(hash, Number(before) + offset + 1, event);
  }
  if (header.inboxCount !== before + BigInt(body.inbox.length)) wrong('inbox-count');
  if (header.inboxHash !== hash) wrong('inbox-hash');
  const parentView = parent && !isLast(parent) ? parent.view : 0n;
  if (body.inbox.length > 0 && header.view !== parentView + 1n) wrong('inbox-view');
}

function isLast({ nextCommitteeHash }: Block['header']): boolean {
  return BigInt(nextCommitteeHash) !== 0n;
}

function bytesOf(hex: string): Uint8Array {
  return Buffer.from(hex.slice(2), 'hex');
}

const ZERO: Block['header']['inboxHash'] = `0x${'00'.repeat(32)}`;
const NULLIFY = 2;
const FINALIZE = 3;
