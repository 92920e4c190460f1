import type { Block } from '../../../lib/chain/block.ts';
import type { EngineState } from '../../../lib/consensus/state.ts';
import { inboxAfterEvent } from '../ethereum/inbox-chain.ts';
import type { SimulatedEthereum } from '../ethereum/simulated-ethereum.ts';
import type { ChainFacts } from './chain-facts.ts';
import { fail, type Invariant, type StepResult } from './watcher.ts';

/**
 * The Ethereum test. What final blocks tell of Ethereum has happened there, in that order, and
 * nothing is left out. An honest member notarizes what its own view of Ethereum confirms, asks
 * that of no block that was notarized before, and votes to finalize whatever it sees.
 */
export function createEthereumInbox(facts: ChainFacts, ethereum: SimulatedEthereum): Invariant {
  const counts = new Map<bigint, bigint>([[0n, 0n]]);

  const take = ({ header, body }: Block) => {
    const { height, inboxCount, inboxHash } = header;
    const before = counts.get(height - 1n);
    if (counts.has(height) || before === undefined) return;
    const wrong = (what: string) => fail('inbox', what, `${inboxCount} events at height ${height}`);
    if (inboxCount < before) wrong('events-forgotten');
    if (ethereum.inboxAt(inboxCount) !== inboxHash) wrong('not-on-ethereum');
    let hash = ethereum.inboxAt(before) ?? wrong('not-on-ethereum');
    for (const [offset, event] of body.inbox.entries()) {
      const index = Number(before) + offset + 1;
      hash = inboxAfterEvent(hash, index, event);
      if (hash !== ethereum.inboxAt(BigInt(index))) wrong('wrong-event');
    }
    if (hash !== inboxHash) wrong('events-left-out');
    counts.set(height, inboxCount);
  };

  return {
    finalized: (_process, blocks) => {
      for (const block of blocks) take(block);
    },
    stepped: (process, before, event, result) => {
      if (!facts.isHonest(process)) return;
      const { state } = result;
      assertAskedOnce(process, before, result);
      if (event.type === 'inbox-tested' || event.type === 'block-checked') {
        assertConfirmed(process, result, ethereum);
      }
      if (state.phase === 'running' && state.config.self && state.guarded) {
        assertFinalizes(process, state);
      }
    },
  };
}

/** A block of an earlier view was notarized there. A step that asks may enter later views, too. */
function assertAskedOnce(process: number, before: EngineState, { effects }: StepResult): void {
  for (const effect of effects) {
    if (effect.type !== 'test-inbox' || effect.block.header.view >= before.view) continue;
    fail('inbox', 'tested-again', `${process} view ${before.view}`);
  }
}

function assertConfirmed(
  process: number,
  { state, effects }: StepResult,
  ethereum: SimulatedEthereum,
): void {
  for (const effect of effects) {
    const record = effect.type === 'persist' ? effect.records.at(-1) : undefined;
    if (record?.type !== 'vote' || record.vote.statement.kind !== NOTARIZE) continue;
    const { view, digest } = record.vote.statement;
    const header = state.blocks.get(digest)?.block.header;
    if (!header || header.view !== view) continue;
    const { floor, blocks } = state;
    const isOnFloor = header.parentHash === floor.hash;
    const parent = isOnFloor ? floor.header : blocks.get(header.parentHash)?.block.header;
    const known = ethereum.viewOf(process).knows(header.inboxCount);
    const isEmpty = header.inboxCount === parent?.inboxCount;
    const isConfirmed = known === undefined ? isEmpty : known === header.inboxHash;
    if (!isConfirmed) fail('inbox', 'not-confirmed', `${process} view ${view}`);
  }
}

function assertFinalizes(process: number, { views, blocks, settled }: EngineState): void {
  for (const { view, certificates, mine } of views.values()) {
    const notarized = certificates[NOTARIZE]?.statement.digest;
    if (!notarized || view <= settled || mine[NULLIFY] || mine[FINALIZE]) continue;
    if (blocks.get(notarized)?.status === 'valid') {
      fail('inbox', 'not-finalized', `${process} view ${view}`);
    }
  }
}

const NOTARIZE = 1;
const NULLIFY = 2;
const FINALIZE = 3;
