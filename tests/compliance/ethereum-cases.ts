import { type InboxEvent, inboxAfter } from '../../lib/chain/inbox.ts';
import { inboxEventFrom } from '../../lib/chain/inbox-codec.ts';
import { ZERO_HASH } from '../../lib/core/bytes.ts';
import type { EthereumBlock, EthereumSource } from '../../lib/node/ports.ts';
import { type ComplianceCase, expectEqual } from './compliance-case.ts';

export interface EthereumSubject {
  source: EthereumSource;
  /** Deposits of 1 wei, 2 wei and so on, all in one block. */
  deposit(count: number): Promise<void>;
  /** Two deposits in one transaction. */
  depositTwice(): Promise<void>;
}

const EMPTY = { inboxCount: 0n, inboxHash: ZERO_HASH };

export const ethereumCases: ComplianceCase<EthereumSubject>[] = [
  {
    name: 'tells its chain, and its blocks by number',
    async run({ source }) {
      expectEqual(await source.chainId(), 31_337n);
      const head = await newest(source);
      expectEqual((await source.block(head.number))?.number, head.number);
      expectEqual(await source.block(head.number + 1_000n), undefined);
      expectEqual(await source.inboxCount(head.hash), 0n);
      expectEqual(await source.inboxHash(1n, head.hash), ZERO_HASH);
    },
  },
  {
    name: 'answers nothing where no contract is',
    async run({ source }) {
      const { hash } = await newest(source);
      const call = { to: `0x${'ab'.repeat(20)}`, data: '0x12345678' } as const;
      expectEqual((await source.call(call, hash)).length, 0);
      expectEqual((await source.call(call, 'pending')).length, 0);
    },
  },
  {
    name: 'answers several questions at once',
    async run({ source }) {
      const { hash } = await newest(source);
      const questions = [source.chainId(), source.inboxCount(hash), source.chainId()];
      expectEqual(await Promise.all(questions), [31_337n, 0n, 31_337n]);
    },
  },
  {
    name: 'has logs that give the contract’s own chain, of two deposits in one transaction',
    async run({ source, depositTwice }) {
      const before = await newest(source);
      await depositTwice();
      const events = await eventsOf(source);
      expectEqual(events.length, 2);
      // What was is still so: state is read at a block.
      expectEqual(await source.inboxCount(before.hash), 0n);
    },
  },
  {
    name: 'has them of 300 deposits in one block',
    async run({ source, deposit }) {
      const before = await newest(source);
      await deposit(300);
      const events = await eventsOf(source);
      const values = events.flatMap((event) => ('value' in event ? [event.value] : []));
      const expected = Array.from({ length: 300 }, (_, i) => BigInt(i + 1));
      expectEqual(values.slice(-300), expected);
      const { number } = await newest(source);
      const logs = await source.inboxLogs({ from: before.number + 1n, to: number });
      expectEqual(new Set(logs.map(({ block }) => block)).size, 1);
    },
  },
  {
    name: 'gives logs of the range alone',
    async run({ source }) {
      const { number } = await newest(source);
      const all = await source.inboxLogs({ from: 0n, to: number });
      const first = all[0]?.block ?? 0n;
      const some = await source.inboxLogs({ from: first, to: first });
      expectEqual(
        some.every(({ block }) => block === first),
        true,
      );
      expectEqual(some.length < all.length, true);
      expectEqual((await source.inboxLogs({ from: 0n, to: first - 1n })).length, 0);
    },
  },
];

async function newest(source: EthereumSource): Promise<EthereumBlock> {
  const head = await source.block('latest');
  expectEqual(head === undefined, false, 'no newest block');
  return head as EthereumBlock;
}

/** All events, found right. */
async function eventsOf(source: EthereumSource): Promise<InboxEvent[]> {
  const { number, hash } = await newest(source);
  const logs = await source.inboxLogs({ from: 0n, to: number });
  const events = logs.map(({ kind, data }) => inboxEventFrom(kind, data));
  const { inboxCount, inboxHash } = inboxAfter(EMPTY, events);
  expectEqual(await source.inboxCount(hash), inboxCount, 'count');
  expectEqual(await source.inboxHash(inboxCount, hash), inboxHash, 'hash');
  return events;
}
