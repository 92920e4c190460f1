import type { Chain } from '../../chain/chain.ts';
import { readState } from '../../chain/read-state.ts';
import { WeftError } from '../../core/errors.ts';
import { coinsOf } from '../coins/create-coins.ts';
import type { NodeSession } from '../node-session.ts';
import type { Clock, EthereumSource } from '../ports.ts';
import { createWatchtower, type Watchtower, type WatchtowerSending } from './create-watchtower.ts';

export interface WatchtowerOptions {
  chain: Chain;
  session: Pick<NodeSession, 'chain' | 'coins'>;
  sources: readonly EthereumSource[];
  clock: Clock;
  /** With it all coins are watched, else those of the accounts whose coins this node keeps. */
  sending: WatchtowerSending | undefined;
  onChange(): void;
}

export function watchtowerOfNode(options: WatchtowerOptions): Watchtower {
  const { chain, session, sources, clock, sending, onChange } = options;
  const { vault } = chain.genesis.contracts;
  const { store, history, ethereum } = session.coins;
  return createWatchtower({
    ...{ vault, sources, clock, history, sending, onChange },
    async prepare() {
      await ethereum.look();
      if (!ethereum.hasOther()) return;
      throw new WeftError('checkpoint/other-header', 'Ethereum accepted another header');
    },
    async watched(count) {
      const accounts = await store.accounts();
      const { tree } = session.chain.final();
      if (sending) {
        // Of a coin that is not here yet there is nothing to know; and a count may be a lie.
        const newest = readState(chain, tree).query('vault', 'newestSlot', {}) as bigint;
        const length = Math.min(Number(count), Number(newest));
        return { accounts, left: [], slots: Array.from({ length }, (_, i) => BigInt(i + 1)) };
      }
      const slots = [...accounts].flatMap((account) =>
        coinsOf(chain, tree, account).map(({ slot }) => slot),
      );
      const kept = await store.slots();
      return { accounts, slots, left: kept.filter((slot) => !slots.includes(slot)) };
    },
    knownCoinBlocks: () => session.chain.final().header.coinCount,
  });
}
