import type { Address, Hash } from '../../core/bytes.ts';
import { type ErrorObject, errorObjectFrom } from '../../core/errors.ts';
import { WATCHED_COINS_PER_CALL } from '../../core/limits.ts';
import type { CoinHistory } from '../coins/coin-history.ts';
import {
  exitIdOf,
  type VaultCoin,
  type VaultReader,
  type VaultRules,
  vaultData,
} from '../ethereum-contracts/vault-contract.ts';
import type { EthereumCall } from '../ports.ts';
import { deadlineOf, dutyOf } from './duty-of.ts';
import type { Duty, ExitSituation } from './exit-situation.ts';

/** Something to be sent to the Vault about an exit. */
export interface ExitDuty {
  slot: bigint;
  exitId: bigint;
  exitor: Address;
  /** Why, in one word: the name of the call. */
  reason: Duty['call'];
  call: EthereumCall;
  /** Wall clock after which it is too late; absent if it never is. */
  deadlineMs?: number;
}

export interface ExitWatch {
  vault: Address;
  reader: VaultReader;
  rules: VaultRules;
  history: Pick<CoinHistory, 'transfersOf' | 'spendAt' | 'transferAt'>;
  isOurs(account: Address): boolean;
  nowMs: number;
  patienceMs: number;
  knownCoinBlocks: bigint;
}

/** What is to be done now about some exits, and how many bonds of ours stand for challenges. */
export interface Findings {
  duties: ExitDuty[];
  bonds: number;
  /** Why a coin could not be looked at; others were. */
  problem?: ErrorObject;
}

/** What is left to do about a coin that is nobody's of ours any more: bonds are. */
const ABOUT_BONDS: ReadonlySet<Duty['call']> = new Set([
  ...(['failExit', 'withdrawBond', 'withdrawChallengeBond'] as const),
]);

/** Of coins that left or were given away, only bonds of ours. Errors: those of the endpoint. */
export async function findBondDuties(
  watch: ExitWatch,
  slots: readonly bigint[],
): Promise<Findings> {
  const found = await findDuties(watch, slots);
  return { ...found, duties: found.duties.filter(({ reason }) => ABOUT_BONDS.has(reason)) };
}

/**
 * Looks at all exits of these coins. A coin that cannot be looked at is left out: whoever brings
 * that about must not blind the tower for the others. Errors: those of the endpoint.
 */
export async function findDuties(watch: ExitWatch, slots: readonly bigint[]): Promise<Findings> {
  const all: Findings = { duties: [], bonds: 0 };
  for (let from = 0; from < slots.length; from += WATCHED_COINS_PER_CALL) {
    const coins = await watch.reader.coins(slots.slice(from, from + WATCHED_COINS_PER_CALL));
    for (const coin of coins) {
      try {
        const { duties, bonds } = await dutiesOfCoin(watch, coin);
        all.duties.push(...duties);
        all.bonds += bonds;
      } catch (thrown) {
        all.problem = errorObjectFrom(thrown);
      }
    }
  }
  return all;
}

async function dutiesOfCoin(watch: ExitWatch, coin: VaultCoin): Promise<Findings> {
  const { owner, birth, isExited } = coin;
  const { reader, rules, isOurs, nowMs, patienceMs, knownCoinBlocks } = watch;
  const exits = await exitsOf(watch, coin);
  const all: Findings = { duties: [], bonds: 0 };
  if (exits.length === 0) return all;
  const { shown, held } = await historyOf(watch, coin);
  const places = [birth, ...shown.map(({ coinBlock }) => coinBlock)];
  for (const { exitId, exit } of exits) {
    // Nobody can challenge at or after the parent of what an exit shows.
    const before = places.filter((coinBlock) => coinBlock < exit.parent);
    const points = await reader.points(exitId, before);
    all.bonds += points.filter(({ challenger, isPaid }) => isOurs(challenger) && !isPaid).length;
    const situation: ExitSituation = {
      ...{ coin: { owner, birth, isExited }, exit, points, transfers: shown, held, isOurs },
      ...{ nowMs, windowMs: rules.windowMs, patienceMs, knownCoinBlocks },
    };
    const duty = dutyOf(situation);
    const call = duty && (await callOf(watch, exitId, coin.slot, duty));
    if (!call) continue;
    const deadlineMs = deadlineOf(situation, duty);
    const facts = { slot: coin.slot, exitId, exitor: exit.exitor, reason: duty.call, call };
    all.duties.push({ ...facts, ...(deadlineMs !== undefined && { deadlineMs }) });
  }
  return all;
}

/** Those of a coin about which something may be left to do; of very many the newest. */
async function exitsOf({ reader, isOurs }: ExitWatch, { slot, exitCount }: VaultCoin) {
  const count = Math.min(exitCount, MAX_WATCHED_EXITS);
  const ids = Array.from({ length: count }, (_, i) => exitIdOf(slot, exitCount - count + i));
  const exits = await reader.exits(ids);
  return exits.flatMap((exit, i) => {
    // Answered challenges of an exit of ours leave bonds behind, which are ours.
    const isDone = exit.state === 'settled' && exit.openChallenges === 0;
    return isDone && !isOurs(exit.exitor) ? [] : { exitId: ids[i] as bigint, exit };
  });
}

/** Transfers that can be shown to the Vault, and the coin blocks of the true history. */
async function historyOf({ history }: ExitWatch, { slot, owner, birth }: VaultCoin) {
  const shown = [];
  for (const each of await history.transfersOf(slot)) {
    if (await history.spendAt(slot, each.coinBlock)) shown.push(each);
  }
  const held = [birth];
  let holder = owner;
  for (const { coinBlock, transfer } of shown) {
    if (transfer.parent !== held.at(-1) || transfer.from !== holder) continue;
    held.push(coinBlock);
    holder = transfer.to;
  }
  return { shown, held };
}

/** Undefined if what it shows cannot be proven any more. */
async function callOf(
  { vault: to, rules, history }: ExitWatch,
  id: bigint,
  slot: bigint,
  duty: Duty,
): Promise<EthereumCall | undefined> {
  const free = { to, valueWei: 0n };
  const bond = { to, valueWei: rules.challengeBondWei };
  switch (duty.call) {
    case 'challengeAfter':
    case 'challengeBetween': {
      const spend = await history.spendAt(slot, duty.coinBlock);
      return spend && { ...free, data: vaultData[duty.call](id, spend) };
    }
    case 'challengeBefore': {
      const spend = await history.spendAt(slot, duty.coinBlock);
      const leaf: Hash | undefined = (await history.transferAt(slot, duty.coinBlock))?.digest;
      if (!spend || !leaf) return undefined;
      return { ...bond, data: vaultData.challengeBefore(id, leaf, spend.inclusion) };
    }
    case 'walk': {
      const steps = await Promise.all(duty.coinBlocks.map((n) => history.spendAt(slot, n)));
      const known = steps.flatMap((step) => step ?? []);
      return known.length === steps.length
        ? { ...free, data: vaultData.walk(id, known) }
        : undefined;
    }
    case 'challengeBirth':
      return { ...bond, data: vaultData.challengeBirth(id) };
    case 'failExit':
    case 'withdrawChallengeBond':
      return { ...free, data: vaultData[duty.call](id, duty.coinBlock) };
    case 'finalizeExit':
    case 'withdrawBond':
      return { ...free, data: vaultData[duty.call](id) };
  }
}

/**
 * Of one coin: what an endpoint invents has an end. To hide an exit below so many later ones takes
 * as many bonds within its window.
 */
export const MAX_WATCHED_EXITS = 65_536;
