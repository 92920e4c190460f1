import type { Client } from 'viem';
import { getBlock } from 'viem/actions';
import type { Address, Hash } from '../../core/bytes.ts';
import { type ErrorObject, WeftError } from '../../core/errors.ts';
import type { NetworkFile } from '../../node/network-file.ts';
import { AccountHistory } from './account-history.ts';
import { ethereumProblemFrom } from './ethereum-client.ts';
import type { EthereumFacts, SeenExit } from './ethereum-facts.ts';
import { FollowedHistory } from './followed-history.ts';
import { LOOK_MS, MAX_ASKED_TIMES, MAX_LOOK_PAUSE_MS } from './limits.ts';
import { readBlocks } from './read-blocks.ts';
import { type Contracts, readLogs } from './read-logs.ts';
import { readState, readTerms, type Terms } from './read-state.ts';

export interface FollowEthereumOptions {
  client: Client;
  contracts: Contracts;
  ethereum: NetworkFile['ethereum'];
  account: Address;
  /** Other accounts whose claims are to be read, as known by now. */
  receivers(): readonly Address[];
  onFacts(facts: EthereumFacts): void;
  /** The last look failed; it is tried again, and facts that were told stay true. */
  onProblem(problem: ErrorObject): void;
}

/** Looks at Ethereum again and again for what concerns an account. The result ends it. */
export function followEthereum(options: FollowEthereumOptions): () => void {
  const look = createLook(options);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let pauseMs = LOOK_MS;
  let isOver = false;

  async function lookAndWait(): Promise<void> {
    try {
      const facts = await look();
      pauseMs = LOOK_MS;
      if (facts && !isOver) options.onFacts(facts);
    } catch (thrown) {
      pauseMs = Math.min(pauseMs * 2, MAX_LOOK_PAUSE_MS);
      if (!isOver) options.onProblem(ethereumProblemFrom(thrown).toObject());
    }
    if (!isOver) timer = setTimeout(lookAndWait, pauseMs);
  }

  void lookAndWait();
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}

/** One look: undefined while nothing is new. */
function createLook({ client, contracts, ethereum, account, receivers }: FollowEthereumOptions) {
  const history = new AccountHistory(ethereum.startBlock ?? 0n);
  const followed = new FollowedHistory(client, contracts, ethereum.startBlock ?? 0n);
  const times = new Map<bigint, number>();
  let terms: Terms | undefined;
  let seen: Hash | undefined;

  return async (): Promise<EthereumFacts | undefined> => {
    const { hash, number: head, timestamp } = await getBlock(client, { blockTag: 'latest' });
    const others = receivers();
    const wasComplete = history.isComplete() && followed.isComplete(others);
    if (hash === seen && wasComplete) return undefined;
    const finalized = await finalizedBlock(client, ethereum, head);
    await readBlocks(history, { finalized, head }, (range) =>
      readLogs(client, contracts, account, range),
    );
    terms ??= await readTerms(client, contracts);
    const { events, claims: own, exits: started } = history.all();
    const { exits, ...state } = await readState(client, contracts, started);
    const more = await followed.read(others, exits, { finalized, head });
    const claims = [...own, ...more.claims];
    await addTimes(client, times, [...events, ...claims, ...started]);
    seen = hash;
    const isComplete = history.isComplete();
    return {
      ...{ head, headMs: Number(timestamp) * 1_000, finalized },
      ...{ readFrom: history.readFrom(), isComplete, events, claims, times: new Map(times) },
      exits: exits.map((exit) => withEnd(exit, more.endOf(exit))),
      receivers: new Set([...(isComplete ? [account] : []), ...more.receivers]),
      ...terms,
      ...state,
    };
  };
}

function withEnd(exit: SeenExit, end: SeenExit['end']): SeenExit {
  return end ? { ...exit, end } : exit;
}

async function finalizedBlock(
  client: Client,
  { finalityDepth }: NetworkFile['ethereum'],
  head: bigint,
): Promise<bigint> {
  if (finalityDepth !== undefined) {
    const depth = BigInt(finalityDepth);
    return head > depth ? head - depth : 0n;
  }
  const { number } = await getBlock(client, { blockTag: 'finalized' });
  if (number === null) throw new WeftError('ethereum/malformed', 'a final block has a number');
  return number;
}

/** The newest first; others come with the next looks. */
async function addTimes(
  client: Client,
  times: Map<bigint, number>,
  places: readonly { block: bigint }[],
): Promise<void> {
  const missing = [...new Set(places.map(({ block }) => block))]
    .filter((block) => !times.has(block))
    .slice(-MAX_ASKED_TIMES);
  const blocks = await Promise.all(missing.map((blockNumber) => getBlock(client, { blockNumber })));
  for (const { number, timestamp } of blocks) {
    if (number !== null) times.set(number, Number(timestamp) * 1_000);
  }
}
