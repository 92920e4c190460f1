import type { Block } from '../../../lib/chain/block.ts';
import type { Certificate } from '../../../lib/chain/certificate.ts';
import { BOUNDARY_ACCEPTED } from '../../../lib/chain/inbox.ts';
import type { SimulatedEthereum } from '../ethereum/simulated-ethereum.ts';
import { hashOnce } from '../hash-once.ts';
import type { ChainFacts } from './chain-facts.ts';
import { certificatesIn } from './messages.ts';
import { fail, type Invariant } from './watcher.ts';

/**
 * I13: a model of `Checkpoints`, which knows a committee and follows it from boundary to boundary.
 * Fed with every finalization, it never refuses an honest one; fed with everything that liars send,
 * it never accepts a second block at a height. That it accepted a boundary is in its inbox.
 */
export function createEthereumContract(facts: ChainFacts, ethereum: SimulatedEthereum): Invariant {
  let epoch = 0n;
  let height = 0n;
  let coinCount = 0n;
  let inboxCount = 0n;
  const accepted = new Map<bigint, string>();
  const headers = new Map<string, Block['header']>();
  const fed = new WeakSet<Certificate>();

  /** True if the contract takes it, or has no need to. */
  const submit = (header: Block['header'], certificate: Certificate): boolean => {
    if (header.height <= height) return true;
    const { kind, view, digest } = certificate.statement;
    const isBoundary = BigInt(header.nextCommitteeHash) !== 0n;
    const isView = isBoundary ? view >= header.view : view === header.view;
    const isOfEpoch = header.epoch === epoch && certificate.statement.epoch === epoch;
    if (kind !== FINALIZE || digest !== hashOnce(header) || !isView || !isOfEpoch) return false;
    if (header.coinCount < coinCount || header.coinCount > MAX_COIN_COUNT) return false;
    const isRead = header.inboxCount >= inboxCount;
    if (!isRead || header.inboxHash !== ethereum.inboxAt(header.inboxCount)) return false;
    if (!facts.signersOf(certificate)) return false;
    coinCount = header.coinCount;
    inboxCount = header.inboxCount;
    height = header.height;
    accepted.set(height, digest);
    if (!isBoundary) return true;
    epoch++;
    ethereum.append({ type: BOUNDARY_ACCEPTED, epoch });
    return true;
  };

  return {
    sent: (process, message) => {
      if (message.type === 'proposal') {
        const { header } = message.proposal.block;
        headers.set(hashOnce(header), header);
      }
      if (facts.isHonest(process)) return;
      for (const certificate of certificatesIn(message)) {
        const header = headers.get(certificate.statement.digest);
        if (header && header.height > height) submit(header, certificate);
      }
    },
    finalized: (process, blocks, certificate) => {
      for (const { header } of blocks) {
        const other = accepted.get(header.height);
        if (other !== undefined && other !== hashOnce(header)) {
          fail('I13', 'contract-conflict', `height ${header.height}`);
        }
      }
      const header = blocks.at(-1)?.header;
      if (!header || fed.has(certificate)) return;
      fed.add(certificate);
      if (!submit(header, certificate)) {
        fail('I13', 'contract-refuses', `${process}: height ${header.height}`);
      }
    },
  };
}

const FINALIZE = 3;
const MAX_COIN_COUNT = 2n ** 32n - 1n;
