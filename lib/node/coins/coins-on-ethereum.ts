import type { Address, Hash } from '../../core/bytes.ts';
import {
  MAX_COUNTED_EXITS,
  MAX_KEPT_COINS,
  MAX_PINNED_PER_LOOK,
} from '../../core/module-limits.ts';
import {
  type AcceptedCheckpoint,
  readCheckpoint,
} from '../ethereum-contracts/checkpoints-contract.ts';
import { numberOf, readerOf } from '../ethereum-contracts/read-contract.ts';
import { exitIdOf, vaultReader } from '../ethereum-contracts/vault-contract.ts';
import type { EthereumSettings } from '../ethereum-follower/ethereum-settings.ts';
import type { EthereumSource } from '../ports.ts';
import type { CoinOnEthereum } from './coin-verdict.ts';
import { createPinning, type PinningComponents } from './pin-checkpoints.ts';

/** What this node knows of coins on Ethereum, by what its endpoints agree on. */
export interface CoinsOnEthereum {
  /**
   * In a final block; undefined while that is unknown. From the first question on it is looked at:
   * `unasked` until endpoints were.
   */
  coinAt(slot: bigint): CoinOnEthereum | 'unasked' | undefined;
  /** Ethereum accepted a header of this chain that is not one of the blocks executed here. */
  hasOther(): boolean;
  /** Height of the newest checkpoint that is known to be final and of this chain. */
  acceptedHeight(): bigint | undefined;
  /** Asks the endpoints once. Never fails: what is not agreed on stays unknown. */
  look(): Promise<void>;
}

export interface CoinsOnEthereumComponents extends PinningComponents {
  sources: readonly EthereumSource[];
  settings: Pick<EthereumSettings, 'needed' | 'finalityDepth'>;
  contracts: { checkpoints: Address; vault: Address };
}

/** For a chain without contracts. */
export const UNSEEN: CoinsOnEthereum = {
  coinAt: () => undefined,
  hasOther: () => false,
  acceptedHeight: () => undefined,
  look: async () => {},
};

/**
 * Pins checkpoints in their order, and looks at coins that somebody asked about. All endpoints that
 * answer have to say the same, and as many as the network demands have to answer.
 */
export function createCoinsOnEthereum(components: CoinsOnEthereumComponents): CoinsOnEthereum {
  const { sources, settings, contracts } = components;
  const pinning = createPinning(components);
  const asked = new Set<bigint>();
  const looked = new Set<bigint>();
  let coins = new Map<bigint, CoinOnEthereum>();
  let looking: Promise<void> | undefined;

  /** The same from every endpoint that answers, or undefined. */
  async function agreed<Value>(read: (by: EthereumSource, at: Hash) => Promise<Value>) {
    const settled = await Promise.allSettled(
      sources.map(async (source) => {
        const at = await finalBlockOf(source, settings.finalityDepth);
        return at && read(source, at);
      }),
    );
    const values = settled.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    const [first] = values;
    const isSame = values.every((value) => textOf(value) === textOf(first));
    return values.length >= settings.needed && isSame ? first : undefined;
  }

  async function pinNext(): Promise<void> {
    const from = await pinning.next();
    const { checkpoints } = contracts;
    await pinning.pin((await agreed((by, at) => checkpointsFrom(by, checkpoints, from, at))) ?? []);
  }

  async function look(): Promise<void> {
    const slots = [...asked];
    try {
      await pinNext();
      const found = await agreed((source, at) => coinsAt(source, contracts.vault, slots, at));
      coins = new Map(slots.flatMap((slot, i) => (found?.[i] ? [[slot, found[i]] as const] : [])));
    } catch {
      coins = new Map();
    }
    for (const slot of slots) looked.add(slot);
  }

  return {
    coinAt(slot) {
      if (asked.size < MAX_KEPT_COINS) asked.add(slot);
      return asked.has(slot) && !looked.has(slot) ? 'unasked' : coins.get(slot);
    },
    hasOther: pinning.hasOther,
    acceptedHeight: pinning.acceptedHeight,
    look() {
      looking ??= look().finally(() => {
        looking = undefined;
      });
      return looking;
    },
  };
}

async function finalBlockOf(source: EthereumSource, depth: number | undefined) {
  if (depth === undefined) return (await source.block('finalized'))?.hash;
  const head = await source.block('latest');
  const number = (head?.number ?? 0n) - BigInt(depth);
  return number < 0n ? undefined : (await source.block(number))?.hash;
}

/** From an index on, MAX_PINNED_PER_LOOK at most. */
async function checkpointsFrom(
  source: EthereumSource,
  checkpoints: Address,
  from: bigint,
  at: Hash,
): Promise<AcceptedCheckpoint[]> {
  const [word] = await readerOf(source, checkpoints, at).words('checkpointCount()', [], 1);
  const count = Math.min(Number(numberOf(word) - from), MAX_PINNED_PER_LOOK);
  const indexes = Array.from({ length: Math.max(0, count) }, (_, i) => from + BigInt(i));
  return Promise.all(indexes.map((index) => readCheckpoint(source, checkpoints, index, at)));
}

async function coinsAt(
  source: EthereumSource,
  vault: Address,
  slots: readonly bigint[],
  at: Hash,
): Promise<CoinOnEthereum[]> {
  const reader = vaultReader(source, vault, at);
  const found = await reader.coins(slots);
  return Promise.all(
    found.map(async ({ slot, isExited, exitCount }) => {
      // More than anybody would honestly start count as open.
      if (BigInt(exitCount) > MAX_COUNTED_EXITS) return { isExited, openExits: BigInt(exitCount) };
      const ids = Array.from({ length: exitCount }, (_, i) => exitIdOf(slot, i));
      const open = (await reader.exits(ids)).filter(({ state }) => state === 'open');
      return { isExited, openExits: BigInt(open.length) };
    }),
  );
}

function textOf(value: unknown): string {
  return JSON.stringify(value, (_, each) => (typeof each === 'bigint' ? `${each}n` : each)) ?? '';
}
