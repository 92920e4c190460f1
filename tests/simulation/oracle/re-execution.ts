import type { Block } from '../../../lib/chain/block.ts';
import { keccakHex } from '../../../lib/core/keccak.ts';
import type { ChainFacts } from './chain-facts.ts';
import { fail, type Invariant } from './watcher.ts';

/** I7: a reference that executes every finalized block comes to the same state root. */
export function createReExecution(facts: ChainFacts): Invariant {
  const roots = new Map<bigint, string>([[0n, `0x${'00'.repeat(32)}`]]);

  const execute = ({ header, body }: Block) => {
    if (roots.has(header.height)) return;
    const before = roots.get(header.height - 1n) ?? fail('I7', 'no-parent', `${header.height}`);
    const { transactions } = body;
    const guilty = facts.guiltyAt(header.height);
    const removal = guilty.length > 0 ? [Buffer.from('removed'), Buffer.from(guilty)] : [];
    const root = Buffer.from(before.slice(2), 'hex');
    const told = Buffer.from(header.inboxHash.slice(2), 'hex');
    const happened = body.inbox.length > 0 ? [Buffer.from('inbox'), told] : [];
    const parts = [root, ...transactions, ...removal, ...happened];
    const after = parts.length > 1 ? keccakHex(new Uint8Array(Buffer.concat(parts))) : before;
    if (after !== header.stateRoot) fail('I7', 'wrong-state-root', `height ${header.height}`);
    roots.set(header.height, after);
  };

  return {
    finalized: (_process, blocks) => {
      for (const block of blocks) execute(block);
    },
  };
}
