import type { Block } from '../../../lib/chain/block.ts';
import type { Certificate } from '../../../lib/chain/certificate.ts';
import type { Vote } from '../../../lib/consensus/types.ts';
import { hashOnce } from '../hash-once.ts';
import type { ChainFacts } from './chain-facts.ts';
import { voteIn } from './messages.ts';
import { fail, type Invariant } from './watcher.ts';

/**
 * I3, second half: what a vote relies on was durable before it left. For notarize and nullify the
 * certificate that opened the view; for finalize the notarization; for a block, the block. What a
 * process starts from is on its disk.
 */
export function createDurableGrounds(facts: ChainFacts): Invariant {
  const disks = new Map<number, Disk>();
  const diskOf = (process: number) => {
    const disk = disks.get(process) ?? { certificates: new Set(), blocks: new Set() };
    disks.set(process, disk);
    return disk;
  };

  const keep = ({ certificates }: Disk, { statement }: Certificate) => {
    const { kind, epoch, view } = statement;
    certificates.add(`${kind}/${epoch}/${view}`).add(`${epoch}/${view}`);
  };

  const assertGrounds = (process: number, { statement }: Vote) => {
    const { kind, epoch, view, digest } = statement;
    const { certificates, blocks } = diskOf(process);
    const ground = kind === FINALIZE ? `${NOTARIZE}/${epoch}/${view}` : `${epoch}/${view - 1n}`;
    const isGrounded = certificates.has(ground) || (kind !== FINALIZE && view === 1n);
    const what = `${process}: ${kind}/${epoch}/${view}`;
    if (!isGrounded) fail('I3', 'vote-without-grounds', what);
    if (kind !== NULLIFY && !blocks.has(digest)) fail('I3', 'vote-without-block', what);
  };

  return {
    durable: (process, body) => {
      if (!facts.isHonest(process)) return;
      const disk = diskOf(process);
      if (body.type === 'certificate') keep(disk, body.certificate);
      if (body.type === 'floor' && body.finalization) keep(disk, body.finalization);
      if (body.type === 'block') keepBlock(disk, body.block);
      if (body.type === 'proposal') keepBlock(disk, body.proposal.block);
    },
    // A crash between the commit of final blocks and the record of the floor leaves no record, but
    // the blocks with their proof.
    stepped: (process, { floor }, { type }) => {
      if (type !== 'start' || !facts.isHonest(process)) return;
      if (floor.certificate) keep(diskOf(process), floor.certificate);
    },
    sent: (process, message) => {
      const vote = voteIn(message);
      if (vote && facts.isHonest(process)) assertGrounds(process, vote);
    },
  };
}

interface Disk {
  certificates: Set<string>;
  blocks: Set<string>;
}

function keepBlock({ blocks }: Disk, { header }: Block): void {
  blocks.add(hashOnce(header));
}

const NOTARIZE = 1;
const NULLIFY = 2;
const FINALIZE = 3;
