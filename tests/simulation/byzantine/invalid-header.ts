import type { Header } from '../../../lib/chain/header.ts';
import { type Actor, type Mask, randomHash, replaceProposals } from './actor.ts';

/** Proposes blocks with one wrong field in the header: a height, a time, a root, a proposer. */
export function createInvalidHeader(mask: Mask): Actor {
  const { random, chain } = mask;
  const lies: ((header: Header) => Partial<Header>)[] = [
    ({ height }) => ({ height: height + BigInt(random.pick([-1, 1, 1_000])) }),
    ({ timestampMs }) => ({ timestampMs: timestampMs - chain.minBlockMs }),
    ({ timestampMs }) => ({ timestampMs: timestampMs - 3_600_000 }),
    () => ({ mix: randomHash(random) }),
    () => ({ bodyRoot: randomHash(random) }),
    () => ({ parentHash: randomHash(random) }),
    () => ({ outboxRoot: randomHash(random) }),
    () => ({ coinRoot: randomHash(random) }),
    () => ({ inboxHash: randomHash(random) }),
    () => ({ coinCount: 1n }),
    () => ({ inboxCount: 1n }),
    () => ({ nextCommitteeHash: randomHash(random) }),
    () => ({ genesisHash: randomHash(random) }),
    ({ epoch }) => ({ epoch: epoch + 1n }),
    ({ view }) => ({ view: view + BigInt(random.pick([-1, 1])) }),
    ({ proposer }) => ({ proposer: `0x${proposer.slice(2, -1)}f` }),
  ];
  return replaceProposals(mask, (header) => random.pick(lies)(header));
}
