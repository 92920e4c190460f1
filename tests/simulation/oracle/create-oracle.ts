import type { Header } from '../../../lib/chain/header.ts';
import type { Configuration } from '../configuration/configuration.ts';
import type { Counters } from '../counters.ts';
import type { SimulatedEthereum } from '../ethereum/simulated-ethereum.ts';
import type { createFinalityMeter } from '../finality-meter.ts';
import type { StakedLedger } from '../staked/staked-ledger.ts';
import { createAcknowledgedHeight } from './acknowledged-height.ts';
import { createBoundedMemory } from './bounded-memory.ts';
import { createCertified } from './certified.ts';
import { createChainFacts, type FactsSetup } from './chain-facts.ts';
import { createConduct } from './conduct.ts';
import { createDurableGrounds } from './durable-grounds.ts';
import { createEthereumContract } from './ethereum-contract.ts';
import { createEthereumInbox } from './ethereum-inbox.ts';
import { createHeaderRules } from './header-rules.ts';
import { createHonestVotes } from './honest-votes.ts';
import { createIdleChain } from './idle-chain.ts';
import { createLeadersProposals } from './leaders-proposals.ts';
import { createNoHalt } from './no-halt.ts';
import { createOneChain } from './one-chain.ts';
import { createOneEpoch } from './one-epoch.ts';
import { createPresentTime } from './present-time.ts';
import { createReExecution } from './re-execution.ts';
import { createReportedEvidence } from './reported-evidence.ts';
import { createRuleCounts } from './rule-counts.ts';
import { committeeAfter, createStakedChain } from './staked-chain.ts';
import { combineInvariants, type Watcher } from './watcher.ts';

export interface OracleSetup extends FactsSetup {
  configuration: Configuration;
  counters: Counters;
  now(): number;
  ethereum: SimulatedEthereum;
  finality: ReturnType<typeof createFinalityMeter>;
  /** The ledger with stake, where the simulation has it. */
  staked?: StakedLedger;
  wait?(promise: Promise<unknown>): void;
}

/**
 * Watches a simulation from outside and stops it when something happens that must never happen. It
 * has its own arithmetic and takes nothing from the engine, so a mistake there cannot hide here.
 */
export function createOracle(setup: OracleSetup): { forHonest: Watcher; forLiar: Watcher } {
  const { counters, now, configuration, finality, staked, wait, ethereum } = setup;
  const electedBy = staked && ((boundary: Header) => committeeAfter(staked, boundary));
  const facts = createChainFacts({ ...setup, ...(electedBy && { electedBy }) });
  const certified = createCertified(facts, counters);
  const contract = createEthereumContract(facts, ethereum);
  const forHonest = combineInvariants([
    createHonestVotes(facts),
    createDurableGrounds(facts),
    certified,
    createOneChain(facts, certified),
    createLeadersProposals(facts, certified),
    staked && wait ? createStakedChain(staked, facts, counters, wait) : createReExecution(facts),
    createHeaderRules(facts, configuration),
    createEthereumInbox(facts, ethereum),
    createNoHalt(facts),
    createPresentTime(configuration, facts, now),
    createAcknowledgedHeight(facts, counters),
    createReportedEvidence(facts, counters),
    createBoundedMemory(),
    createIdleChain(configuration, now),
    createOneEpoch(facts),
    contract,
    createConduct(facts),
    createRuleCounts(counters, facts.isHonest),
    {
      sent: (_process, message) => {
        if (message.type === 'proposal') finality.proposed(message.proposal);
      },
      finalized: (_process, blocks) => {
        finality.finalized(blocks);
        if (blocks.some(({ body }) => body.evidence.length > 0)) counters.add('evidence/told');
        if (blocks.some(({ body }) => body.inbox.length > 0)) counters.add('ethereum/told');
      },
    },
  ]);
  // Nobody believes what a liar says about itself, but valid certificates count whoever sends them.
  const forLiar = combineInvariants([
    { signed: certified.signed, sent: certified.sent },
    { sent: contract.sent },
  ] as const);
  return { forHonest, forLiar };
}
